add_library(parity_reader_postgres STATIC
  postgres.cpp
  postgres_catalog.cpp
  postgres_schema.cpp
  postgres_session.cpp
  postgres_types.cpp
)
target_link_libraries(parity_reader_postgres
  PUBLIC parity_options parity_normalizers
  PRIVATE parity_reader_json PostgreSQL::PostgreSQL PkgConfig::libpqxx PkgConfig::xxhash)
parity_tests(reader_postgres_test postgres_schema_test.cpp postgres_test.cpp)
target_link_libraries(reader_postgres_test PRIVATE parity_reader_postgres parity_environment)
