add_library(parity_reader_json STATIC
  bson_values.cpp
  extended_json.cpp
  json.cpp
  json_cursor.cpp
  json_decoder.cpp
  json_layout.cpp
  json_parser.cpp
  json_pointer.cpp
  json_rows.cpp
  json_structure.cpp
)
target_link_libraries(parity_reader_json PUBLIC parity_options parity_normalizers PRIVATE simdjson::simdjson)
parity_tests(reader_json_test extended_json_test.cpp json_test.cpp)
target_link_libraries(reader_json_test PRIVATE parity_reader_json)
parity_fuzz(json ${CMAKE_CURRENT_LIST_DIR}/json_fuzz.cpp parity_reader_json simdjson::simdjson)
target_compile_definitions(reader_json_test PRIVATE PARITY_SOURCE="${CMAKE_SOURCE_DIR}")
