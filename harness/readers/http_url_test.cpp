#include "harness/readers/http_url.h"

#include "normalizers/test.h"

using namespace parity;

TEST_CASE("a URL is shown without its secret") {
  CHECK(shown_url("http://host/a?b=c") == "http://host/a?b=c");
  CHECK(shown_url("http://me:secret@host:8080/a") == "http://me:***@host:8080/a");
  CHECK(shown_url("https://token@host/a") == "https://***@host/a");
  CHECK(url_secret("http://me:se%20cret@host/") == "se cret");
  CHECK(url_secret("https://token@host/a") == "token");
  CHECK(url_secret("http://host/").empty());
}

TEST_CASE("an answer may send us on to the same server only") {
  CHECK(may_redirect("http://host/a", "http://host/b"));
  CHECK(may_redirect("http://Host:80/a", "http://host/b"));
  CHECK(may_redirect("http://host:8080/a", "https://host/a"));
  CHECK_FALSE(may_redirect("https://host/a", "http://host/a"));
  CHECK_FALSE(may_redirect("http://host/a", "http://host:81/a"));
  CHECK_FALSE(may_redirect("http://host/a", "http://host.evil/a"));
  CHECK_FALSE(may_redirect("http://host/a", "ftp://host/a"));
  CHECK_FALSE(may_redirect("http://host/a", ""));
}

TEST_CASE("no proxy is asked for what is on this machine") {
  CHECK(is_loopback("http://127.0.0.1:80/"));
  CHECK(is_loopback("http://localhost/"));
  CHECK(is_loopback("http://[::1]:8080/"));
  CHECK_FALSE(is_loopback("http://localhost.example/"));
  CHECK_FALSE(is_loopback("http://10.0.0.1/"));
}
