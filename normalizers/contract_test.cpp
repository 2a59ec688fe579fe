// Names in another style, and settings laid over settings.
#include "normalizers/contract.h"

#include "normalizers/generated_values.h"
#include "normalizers/test.h"

using namespace parity;

namespace {

void check_styles(std::string_view name, std::string_view snake, std::string_view camel) {
  INFO("name: " << name);
  CHECK(restyle(name, NameStyle::as_is) == name);
  CHECK(restyle(name, NameStyle::snake_case) == snake);
  CHECK(restyle(name, NameStyle::camel_case) == camel);
  CHECK(restyle(snake, NameStyle::snake_case) == snake);
  CHECK(restyle(camel, NameStyle::camel_case) == camel);
  CHECK(restyle(snake, NameStyle::camel_case) == camel);  // one name however it is written
  CHECK(restyle(camel, NameStyle::snake_case) == snake);
}

template <class T>
Setting<T> setting(T value, std::string why = {}) {
  return Declared<T>{std::move(value), {}, std::move(why)};
}

template <class T>
const Declared<T>& set_to(const Setting<T>& setting) {  // an empty optional's bytes may well look right
  REQUIRE(setting);
  return *setting;
}

}  // namespace

TEST_CASE("names are brought to one style, both ways") {
  check_styles("", "", "");
  check_styles("id", "id", "id");
  check_styles("A", "a", "a");
  check_styles("InvoiceLine", "invoice_line", "invoiceLine");
  check_styles("invoice_line", "invoice_line", "invoiceLine");
  check_styles("HTTPStatus", "http_status", "httpStatus");
  check_styles("userID", "user_id", "userId");
  check_styles("accountsIDs", "accounts_ids", "accountsIds");
  check_styles("IDs", "ids", "ids");
  check_styles("IDsList", "ids_list", "idsList");
  check_styles("URLset", "ur_lset", "urLset");  // nothing tells where this run ends
  check_styles("address2", "address2", "address2");
  check_styles("address2Line", "address2_line", "address2Line");
  check_styles("html5Parser", "html5_parser", "html5Parser");
  check_styles("_id", "_id", "_id");
  check_styles("__v", "__v", "__v");
  check_styles("_", "_", "_");
  check_styles("___", "___", "___");
  check_styles("trailing_", "trailing_", "trailing_");
  check_styles("a__b", "a__b", "a__b");
  check_styles("crm_Accounts", "crm_accounts", "crmAccounts");
  check_styles("CRM_ACCOUNTS", "crm_accounts", "crmAccounts");
  check_styles("x_y_z", "x_y_z", "xY_z");
  check_styles("iOS", "i_os", "iOs");
  check_styles("line2a", "line2a", "line2a");
  check_styles("\u00E9tat_civil", "\u00E9tat_civil", "\u00E9tatCivil");
  check_styles("a b-c", "a b-c", "a b-c");
  check_styles("\u00E9_a", "\u00E9_a", "\u00E9_a");  // a name is taken apart in ASCII only
  check_styles("a-_b", "a-_b", "a-_b");
  CHECK(restyle("line_2_a", NameStyle::snake_case) == "line_2_a");
  CHECK(restyle("line_2_a", NameStyle::camel_case) == "line2A");  // a digit has no capital: one way only
}

TEST_CASE("a style brought once is there, for any name") {
  Arena arena;
  Generator any(10, arena);
  constexpr std::string_view kLetters = "abszABSZ019__-";
  for (int i = 0; i < 40'000; ++i) {
    std::string name(any.below(9), ' ');
    for (char& c : name) c = kLetters[any.below(kLetters.size())];
    INFO(name);
    for (const NameStyle style : {NameStyle::snake_case, NameStyle::camel_case})
      REQUIRE(restyle(restyle(name, style), style) == restyle(name, style));
    const std::string snake = restyle(name, NameStyle::snake_case);
    REQUIRE(restyle(snake, NameStyle::camel_case) == restyle(name, NameStyle::camel_case));
  }
}

TEST_CASE("the nearer setting wins, one by one") {
  RuleSet base;
  base.trim = setting(Trim{Sides::both, TrimSet::ascii}, "far");
  base.empty = setting(Emptiness::null, "far");
  base.members["a"].trim = setting(Trim{Sides::start});
  base.members["b"].null = setting(Emptiness::empty);
  base.items = std::make_shared<RuleSet>();
  base.items->null = setting(Emptiness::absent);
  RuleSet over;
  over.trim = setting(Trim{Sides::none}, "near");
  over.members["a"].empty = setting(Emptiness::absent);
  over.members["c"].type = setting(FieldType::uuid);
  over.items = std::make_shared<RuleSet>();
  over.items->type = setting(FieldType::integer);

  const RuleSet out = overlay(base, over);
  CHECK(set_to(out.trim).value.sides == Sides::none);
  CHECK(set_to(out.trim).value.set == TrimSet::white_space);  // one setting, replaced whole
  CHECK(set_to(out.trim).why == "near");
  CHECK(set_to(out.empty).value == Emptiness::null);
  CHECK(set_to(out.empty).why == "far");
  CHECK(out.members.size() == 3);
  CHECK(set_to(out.members.at("a").trim).value.sides == Sides::start);
  CHECK(set_to(out.members.at("a").empty).value == Emptiness::absent);
  CHECK(set_to(out.members.at("b").null).value == Emptiness::empty);
  CHECK(set_to(out.members.at("c").type).value == FieldType::uuid);
  CHECK(set_to(out.items->null).value == Emptiness::absent);
  CHECK(set_to(out.items->type).value == FieldType::integer);
  CHECK_FALSE(base.items->type);  // what lies below is not written to
  CHECK_FALSE(base.members.at("a").empty);
  CHECK(set_to(overlay(base, {}).items->null).value == Emptiness::absent);
  CHECK(set_to(overlay({}, over).items->type).value == FieldType::integer);
}

TEST_CASE("every setting is laid over") {
  RuleSet over;
  over.trim = setting(Trim{Sides::end});
  over.unicode = setting(UnicodeForm::nfd);
  over.text_case = setting(TextCase::fold);
  over.empty = setting(Emptiness::null);
  over.null = setting(Emptiness::absent);
  over.absent = setting(Emptiness::empty);
  over.type = setting(FieldType::date);
  over.time = setting(TimeRule{true, "UTC", nullptr});
  over.precision = setting(Precision{TimePrecision::second});
  over.number = setting(NumberCompare::scale);
  over.tolerance = setting(Tolerance{"1", "2"});
  over.array = setting(ArrayRule{ArrayOrder::set, {}});
  over.references = setting(Reference{"t", "c"});
  over.only_in = setting(std::vector<std::string>{"source"});
  const RuleSet out = overlay({}, over);
  CHECK((out.trim && out.unicode && out.text_case && out.empty && out.null && out.absent && out.type));
  CHECK((out.time && out.precision && out.number && out.tolerance && out.array));
  CHECK((out.references && out.only_in));
}

TEST_CASE("a field's rules are those of contract, table and field") {
  Contract contract;
  contract.defaults.trim = setting(Trim{Sides::both}, "contract");
  contract.defaults.unicode = setting(UnicodeForm::nfc, "contract");
  contract.defaults.empty = setting(Emptiness::null, "contract");
  TableContract table;
  table.name = "users";
  table.defaults.unicode = setting(UnicodeForm::nfd, "table");
  table.defaults.empty = setting(Emptiness::absent, "table");
  table.fields["email"].empty = setting(Emptiness::distinct, "field");
  contract.tables.push_back(table);

  CHECK(contract.find("users") == &contract.tables[0]);
  CHECK(contract.find("Users") == nullptr);
  const RuleSet email = contract.rules_for("users", "email");
  CHECK(set_to(email.trim).why == "contract");
  CHECK(set_to(email.unicode).why == "table");
  CHECK(set_to(email.empty).why == "field");
  CHECK(set_to(contract.rules_for("users", "name").empty).why == "table");
  CHECK(set_to(contract.rules_for("orders", "email").empty).why == "contract");
}
