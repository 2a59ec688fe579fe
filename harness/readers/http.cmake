# HTTP answers, through libcurl. zlib comes with cpp-httplib's own packages.
find_package(ZLIB REQUIRED)
add_library(parity_reader_http STATIC
  curl_download.cpp
  excerpt.cpp
  gunzip.cpp
  http.cpp
  http_answer.cpp
  http_exchange.cpp
  http_url.cpp
  spool_file.cpp
)
target_link_libraries(parity_reader_http
  PUBLIC parity_options parity_reader_json
  PRIVATE CURL::libcurl ZLIB::ZLIB PkgConfig::xxhash fmt::fmt
)
find_package(OpenSSL REQUIRED)  # the tests' own certificate
parity_tests(reader_http_test excerpt_test.cpp http_answer_test.cpp http_test.cpp http_url_test.cpp)
target_link_libraries(reader_http_test PRIVATE parity_reader_http PkgConfig::httplib ZLIB::ZLIB OpenSSL::SSL OpenSSL::Crypto)
