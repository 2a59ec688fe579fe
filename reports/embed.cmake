# cmake -DNAME=report_css -DINPUT=html/report.css -DOUTPUT=report_css.cpp -P embed.cmake
# Turns a text file into the two string constants of assets.h.
file(READ ${INPUT} text)
file(SHA256 ${INPUT} sha256)
file(WRITE ${OUTPUT} "#include \"reports/assets.h\"

namespace parity::reports::assets {
namespace {
constexpr char kText[] = R\"~embed~(${text})~embed~\";
}
extern const std::string_view ${NAME};
const std::string_view ${NAME}(kText, sizeof(kText) - 1);
extern const std::string_view ${NAME}_sha256;
const std::string_view ${NAME}_sha256 = \"${sha256}\";
}  // namespace parity::reports::assets
")
