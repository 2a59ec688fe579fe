# cmake -DNAME=report_css -DINPUTS="a.css b.css" -DOUTPUT=report_css.cpp -P embed.cmake
# Turns text files, one behind the other, into the two string constants of assets.h.
set(text "")
separate_arguments(INPUTS)
foreach(input IN LISTS INPUTS)
  file(READ ${input} part)
  string(APPEND text "${part}")
endforeach()
string(SHA256 sha256 "${text}")
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
