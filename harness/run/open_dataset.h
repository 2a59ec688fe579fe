// A dataset of a scenario, opened: its reader, and how reports name it.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "harness/readers/reader.h"
#include "harness/run/world.h"
#include "harness/scenario/scenario.h"

namespace parity {

struct OpenDataset {
  const Dataset* declared = nullptr;
  std::unique_ptr<Reader> reader;
  std::string kind;                        // "json"
  std::string place;                       // without secrets
  std::vector<TableInfo> tables;           // those that the scenario asks for …
  std::vector<std::size_t> table_index;    // … and their index in the reader
  std::vector<std::string> not_asked_for;  // the others: see `tables` and `skip_tables` of the scenario
};

// Reads the catalog, not the rows. `scratch`: for the output of commands. Throws Error with the dataset's
// name in its context.
OpenDataset open_dataset(const Dataset& dataset, const Scenario& scenario, const World& world,
                         const std::filesystem::path& scratch);

}  // namespace parity
