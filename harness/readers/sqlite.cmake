# SQLite files, through libsqlite3.
add_library(parity_reader_sqlite STATIC
  sqlite.cpp
  sqlite_catalog.cpp
  sqlite_database.cpp
  sqlite_text.cpp
  sqlite_types.cpp
)
target_link_libraries(parity_reader_sqlite
  PUBLIC parity_options parity_normalizers
  PRIVATE SQLite::SQLite3 PkgConfig::xxhash fmt::fmt
)
parity_tests(reader_sqlite_test sqlite_test.cpp sqlite_text_test.cpp sqlite_types_test.cpp)
target_link_libraries(reader_sqlite_test PRIVATE parity_reader_sqlite SQLite::SQLite3)
target_compile_definitions(reader_sqlite_test PRIVATE PARITY_SHARED_DATA="${CMAKE_SOURCE_DIR}/../shared/data")
