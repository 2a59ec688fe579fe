// The HTTP reader against real servers on the loopback: what they do right, and each way in which they do
// wrong, with the words that a person reads then.
#include "harness/readers/http.h"

#include <cstdlib>
#include <fstream>

#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <zlib.h>

#include "harness/error.h"
#include "harness/readers/loopback_server.h"
#include "harness/readers/row_collector.h"
#include "normalizers/test.h"

using namespace parity;
using namespace std::string_literals;
using Catch::Matchers::ContainsSubstring;

namespace {

using Lines = std::vector<std::string>;
constexpr const char* kBootstrap =
    R"({"version": 7, "tables": {"muscle": [{"id": 1}, {"id": 2}], "icon": []}})";

void replace_all(std::string& text, const std::string& what, const std::string& with) {
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size()))
    text.replace(at, what.size(), with);
}

// What a person reads, with the server's address as HOST.
std::string error_of(const HttpSource& source, const std::string& server) {
  try {
    const auto reader = http_reader(source);
    for (std::size_t i = 0, end = reader->tables().size(); i < end; ++i) collect(*reader, i);
  } catch (const Error& error) {
    CHECK(error.kind == ErrorKind::undecidable);
    std::string text = std::string(error.what()) + " -- " + error.hint;
    replace_all(text, server, "HOST");
    return text;
  }
  return "no error";
}

std::string raw_error(const std::string& answer, HttpSource source = {}) {
  const RawServer server(answer);
  source.url = server.url() + "/x";
  return error_of(source, server.url());
}

std::string answer_of(const std::string& headers, const std::string& body) {
  return "HTTP/1.1 200 OK\r\n" + headers + "Content-Length: " + std::to_string(body.size()) +
         "\r\nConnection: close\r\n\r\n" + body;
}
const std::string kJson = "Content-Type: application/json\r\n";
constexpr const char* kNoServer = "http://127.0.0.1:1";

std::string gzipped(const std::string& text) {
  z_stream stream{};
  deflateInit2(&stream, 9, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY);
  std::string out(deflateBound(&stream, text.size()) + 32, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

auto sends(const std::string& body, const std::string& type = "application/json", int status = 200) {
  return [=](const httplib::Request&, httplib::Response& response) {
    response.status = status;
    response.set_content(body, type.c_str());
  };
}

}  // namespace

TEST_CASE("a bootstrap answer gives all its tables, with the version and origins") {
  std::string encoding, accept;
  const LoopbackServer server([&](httplib::Server& routes) {
    routes.Get("/bootstrap", [&](const httplib::Request& request, httplib::Response& response) {
      encoding = request.get_header_value("Accept-Encoding");
      accept = request.get_header_value("X-Who");
      response.set_content(kBootstrap, "application/json");  // gzip, because we ask for it
    });
  });
  const auto reader = http_reader({.url = server.url() + "/bootstrap",
                                   .pointer = "/tables",
                                   .headers = {{"X-Who", "parity"}},
                                   .version_pointers = {"/version", "/tables/muscle/1/id"}});
  const std::vector<TableInfo> tables = reader->tables();
  REQUIRE(tables.size() == 2);
  CHECK(tables[0].name == "muscle");
  CHECK(tables[1].name == "icon");
  const RowCollector read = collect(*reader, 0);
  CHECK(read.rows == Lines{"number 1", "number 2"});
  CHECK_THAT(reader->identity(), Catch::Matchers::StartsWith("/version = 7, /tables/muscle/1/id = 2, xxh3:"));
  CHECK(encoding == "gzip");
  CHECK(accept == "parity");
  Lines origins;
  reader->fetch(0, std::vector<Locator>{read.locators[1]},
                [&](std::size_t, const FetchedRow& row) { origins.push_back(row.origin); });
  CHECK(origins == Lines{server.url() + "/bootstrap /tables/muscle/1"});
}

TEST_CASE("a table per URL, over one connection") {
  const LoopbackServer server(
      [](httplib::Server& routes) { routes.Get("/api/(.*)", sends(R"({"v": "a", "rows": [{"id": 1}]})")); });
  const auto reader = http_reader(
      {.pointer = "/rows",
       .table_urls = {{"muscle", server.url() + "/api/muscle"}, {"icon", server.url() + "/api/icon"}},
       .version_pointers = {"/v"}});
  REQUIRE(reader->tables().size() == 2);
  CHECK(collect(*reader, 1).rows == Lines{"number 1"});
  CHECK_THAT(reader->identity(), Catch::Matchers::StartsWith("/v = \"a\", 2 answers, xxh3:"));
}

TEST_CASE("an array of rows, and NDJSON, are named by the URL's last word") {
  const LoopbackServer server([](httplib::Server& routes) {
    routes.Get("/api/muscle.json", sends("\xef\xbb\xbf [{\"id\": 1}]"));
    routes.Get("/api/icon", sends("{\"id\": 1}\n{\"id\": 2}\n", "application/x-ndjson"));
  });
  const auto array = http_reader({.url = server.url() + "/api/muscle.json?all=1"});
  REQUIRE(array->tables().size() == 1);
  CHECK(collect(*array, 0).rows == Lines{"number 1"});
  const auto lines = http_reader({.url = server.url() + "/api/icon"});
  const std::vector<TableInfo> tables = lines->tables();
  REQUIRE(tables.size() == 1);
  CHECK(tables[0].name == "icon");
  CHECK(collect(*lines, 0).rows == Lines{"number 1", "number 2"});
  CHECK(http_reader({.url = server.url() + "/api/muscle.json"})->tables()[0].name == "muscle");
}

TEST_CASE("tables under one pointer that have different versions moved while they were read") {
  int asked = 0;
  const LoopbackServer server([&](httplib::Server& routes) {
    routes.Get("/(.*)", [&](const httplib::Request&, httplib::Response& response) {
      response.set_content("{\"v\": " + std::to_string(++asked) + ", \"rows\": []}", "application/json");
    });
  });
  const HttpSource source{.pointer = "/rows",
                          .table_urls = {{"a", server.url() + "/a"}, {"b", server.url() + "/b"}},
                          .version_pointers = {"/v"}};
  CHECK(error_of(source, server.url()) ==
        "the data moved while it was read: /v is 1 in HOST/a and 2 in HOST/b -- run again while nothing "
        "writes");
}

TEST_CASE("a version that is not there is an error") {
  const std::string answer = answer_of(kJson, R"({"a": {"b": []}, "c": []})");
  const auto with = [&](const std::string& pointer) {
    return raw_error(answer, {.version_pointers = {pointer}});
  };
  const std::string hint = " -- a version is one string or number, named by a JSON Pointer";
  CHECK(with("/version") == "HOST/x: there is nothing at /version" + hint);
  CHECK(with("/a/b/0") == "HOST/x: there is nothing at /a/b/0" + hint);
  CHECK(with("/a/b") == "HOST/x: there is no single value at /a/b" + hint);
  CHECK(with("version") == "'version' is no JSON Pointer -- one begins with '/', or is empty");
}

TEST_CASE("a status other than 200 is an error that shows the status and the body's begin") {
  const LoopbackServer server([](httplib::Server& routes) {
    routes.Get("/gone", sends("{\"error\":\n\t\"no \x1b[31mtable\"}", "application/json", 404));
    routes.Get("/broken", sends(std::string(400, 'x'), "text/plain", 500));
    routes.Get("/who", sends("", "text/plain", 401));
    routes.Get("/none", sends("", "application/json", 204));
  });
  const auto error = [&](const std::string& path) {
    return error_of({.url = server.url() + path}, server.url());
  };
  CHECK(error("/gone") ==
        "GET HOST/gone: HTTP 404 Not Found; the body begins: {\"error\": \"no [31mtable\"} -- check the path "
        "of "
        "this dataset's URL");
  CHECK(error("/broken") ==
        "GET HOST/broken: HTTP 500 Internal Server Error; the body begins: " + std::string(300, 'x') +
            "… -- the log of the server says more; nothing can be compared until it answers 200");
  CHECK(error("/who") ==
        "GET HOST/who: HTTP 401 Unauthorized; the body is empty -- check the headers of this dataset: the "
        "server "
        "wants to know who asks");
  CHECK(error("/none") ==
        "GET HOST/none: HTTP 204 No Content; the body is empty -- rows are read from answers with status 200 "
        "only");
}

TEST_CASE("a server that is busy for a moment is asked again, one that stays busy is an error") {
  int asked = 0;
  const LoopbackServer server([&](httplib::Server& routes) {
    routes.Get("/soon", [&](const httplib::Request&, httplib::Response& response) {
      response.status = ++asked < 3 ? 503 : 200;
      response.set_content("[{\"id\": 1}]", "application/json");
    });
    routes.Get("/never", [&](const httplib::Request&, httplib::Response& response) {
      ++asked;
      response.status = 502;
    });
    routes.Get("/later", [&](const httplib::Request&, httplib::Response& response) {
      ++asked;
      response.status = 429;
      response.set_header("Retry-After", "3600");
    });
    routes.Get("/wrong", [&](const httplib::Request&, httplib::Response& response) {
      ++asked;
      response.status = 500;
    });
  });
  CHECK(error_of({.url = server.url() + "/soon"}, server.url()) == "no error");
  CHECK(asked == 3);
  asked = 0;
  CHECK(error_of({.url = server.url() + "/never", .retries = 1}, server.url()) ==
        "GET HOST/never: HTTP 502 Bad Gateway; the body is empty (2 attempts) -- the log of the server says "
        "more; "
        "nothing can be compared until it answers 200");
  CHECK(asked == 2);
  asked = 0;
  CHECK(error_of({.url = server.url() + "/later"}, server.url()) ==
        "GET HOST/later: HTTP 429 Too Many Requests; the body is empty; it asks to be left alone for 3600 s "
        "-- the "
        "log of the server says more; nothing can be compared until it answers 200");
  CHECK(asked == 1);
  asked = 0;
  error_of({.url = server.url() + "/wrong"}, server.url());
  CHECK(asked == 1);
}

TEST_CASE("what is not JSON by its content type is an error that shows the type") {
  const std::string needs = "the server must send application/json, …+json or application/x-ndjson";
  CHECK(
      raw_error(answer_of("Content-Type: text/html; charset=utf-8\r\n", "<html>\n<title>Sign in</title>")) ==
      "GET HOST/x: content type text/html; charset=utf-8, but rows are read from JSON; the body begins: "
      "<html> "
      "<title>Sign in</title> -- a web page: a wrong path, a login or a proxy in between");
  CHECK(raw_error(answer_of("Content-Type: text/csv\r\n", "a,b")) ==
        "GET HOST/x: content type text/csv, but rows are read from JSON; the body begins: a,b -- " + needs);
  CHECK(raw_error(answer_of("", "[]")) ==
        "GET HOST/x: no content type, but rows are read from JSON; the body begins: [] -- " + needs);
  CHECK(raw_error(answer_of("Content-Type: application/json; charset=ISO-8859-1\r\n", "[]")) ==
        "GET HOST/x: content type application/json; charset=ISO-8859-1, but JSON is read as UTF-8 -- the "
        "server "
        "must send UTF-8 (RFC 8259)");
  CHECK(raw_error(answer_of("Content-Type: Application/Vnd.Api+JSON; Charset=\"UTF-8\"\r\n", "[]")) ==
        "no error");
}

TEST_CASE("a body that is not whole is an error") {
  const std::string again =
      " -- ask again; if it stays so, something between here and the server cuts answers off";
  CHECK(raw_error("HTTP/1.1 200 OK\r\n" + kJson + "Content-Length: 100\r\n\r\n[{\"id\": 1}]") ==
        "GET HOST/x: the body is truncated: 11 of 100 bytes came" + again);
  const std::string chunked = "HTTP/1.1 200 OK\r\n" + kJson + "Transfer-Encoding: chunked\r\n\r\n";
  CHECK(raw_error(chunked + "2\r\n[]\r\n") ==
        "GET HOST/x: the body is truncated: it breaks off after 2 bytes" + again);
  CHECK(raw_error(chunked + "2\r\n[]\r\nzz\r\n") ==
        "GET HOST/x: the body is truncated: it breaks off after 2 bytes" + again);
  CHECK(raw_error(chunked + "2\r\n[]\r\n0\r\n\r\n") == "no error");
  CHECK(raw_error(answer_of(kJson, "")) ==
        "GET HOST/x: HTTP 200, but the body is empty -- an empty dataset is sent as [] or {}");
}

TEST_CASE("a server on this machine is asked without the proxy that the environment names") {
  setenv("http_proxy", kNoServer, 1);
  const std::string error = raw_error(answer_of(kJson, "[]"));
  unsetenv("http_proxy");
  CHECK(error == "no error");
}

TEST_CASE("no room for the answer is an error that names the folder") {
  const char* before = std::getenv("TMPDIR");
  const std::string kept = before == nullptr ? "" : before;
  setenv("TMPDIR", "/nowhere", 1);
  const std::string error = raw_error(answer_of(kJson, "[]"));
  setenv("TMPDIR", kept.c_str(), 1);
  CHECK(error ==
        "cannot create a temporary file in /nowhere: No such file or directory -- set TMPDIR to a folder "
        "that you "
        "can write and that has room for the answer");
}

TEST_CASE("an end that nobody stated is noted") {
  const RawServer server("HTTP/1.1 200 OK\r\n" + kJson + "\r\n[]");
  const auto reader = http_reader({.url = server.url() + "/x"});
  reader->tables();
  CHECK(reader->notes() ==
        Lines{server.url() + "/x said neither the length of its answer nor where it ends"});
}

TEST_CASE("gzip is decoded strictly") {
  const std::string again =
      " -- ask again; if it stays so, something between here and the server cuts answers off";
  const std::string headers = kJson + "Content-Encoding: gzip\r\n";
  const std::string lines = "Content-Type: application/x-ndjson\r\nContent-Encoding: gzip\r\n";
  const std::string whole = gzipped("{\"id\": 1}\n{\"id\": 2}\n");
  CHECK(raw_error(answer_of(lines, whole)) == "no error");
  CHECK(raw_error(answer_of(lines, whole + gzipped("{\"id\": 3}\n"))) == "no error");  // two members
  CHECK(raw_error(answer_of(lines, whole.substr(0, whole.size() - 4))) ==
        "GET HOST/x: the gzip body is truncated: it ends before its end mark" + again);
  CHECK(raw_error(answer_of(lines, whole + "tail")) ==
        "GET HOST/x: the gzip body is damaged: incorrect header check" + again);
  CHECK(raw_error(answer_of(headers, "[{\"id\": 1}]")) ==
        "GET HOST/x: the gzip body is damaged: incorrect header check" + again);
  std::string flipped = whole;
  flipped[flipped.size() - 7] ^= 1;
  CHECK(raw_error(answer_of(lines, flipped)) ==
        "GET HOST/x: the gzip body is damaged: incorrect data check" + again);
  CHECK(raw_error(answer_of(kJson + "Content-Encoding: br\r\n", "\x0b\x01")) ==
        "GET HOST/x: content encoding br, but only gzip was asked for -- the server must honour "
        "Accept-Encoding");
}

TEST_CASE("a body larger than allowed is an error, also when it is small on the wire") {
  const std::string hint = " -- raise max_bytes of this dataset";
  CHECK(raw_error(answer_of(kJson, "[" + std::string(200, ' ') + "]"), {.max_bytes = 100}) ==
        "GET HOST/x: the body is larger than 100 bytes" + hint);
  CHECK(raw_error(
            answer_of(kJson + "Content-Encoding: gzip\r\n", gzipped("[" + std::string(5'000'000, ' ') + "]")),
            {.max_bytes = 1'000'000}) == "GET HOST/x: the body is larger than 1000000 bytes" + hint);
  CHECK(raw_error(answer_of(kJson, "[" + std::string(98, ' ') + "]"), {.max_bytes = 100}) == "no error");
}

TEST_CASE("a server that is slow, silent or away is an error") {
  using namespace std::chrono_literals;
  const std::string slow = " -- raise the timeout of this dataset, or see why the server is slow";
  const RawServer silent("", RawServer::Then::hold);
  CHECK(error_of({.url = silent.url() + "/x", .timeout = 200ms}, silent.url()) ==
        "GET HOST/x: no complete answer within 0.2 s; 0 bytes had come" + slow);
  CHECK(silent.connections() == 1);
  const RawServer stuck("HTTP/1.1 200 OK\r\n" + kJson + "Content-Length: 100\r\n\r\n[1, 2",
                        RawServer::Then::hold);
  CHECK(error_of({.url = stuck.url() + "/x", .timeout = 200ms}, stuck.url()) ==
        "GET HOST/x: no complete answer within 0.2 s; 5 bytes had come" + slow);
  const RawServer closing("");
  CHECK(error_of({.url = closing.url() + "/x", .retries = 1}, closing.url()) ==
        "GET HOST/x: the connection broke before an answer came: it was closed (2 attempts) -- the log of "
        "the server "
        "says more");
  CHECK(closing.connections() >= 2);
  std::string away;
  { away = RawServer("").url(); }
  CHECK(error_of({.url = away + "/x", .retries = 1}, away) ==
        "GET HOST/x: cannot connect: Connection refused (2 attempts) -- check that the server runs, and the "
        "port in "
        "the URL");
}

TEST_CASE("redirects are followed on the same server only") {
  const LoopbackServer other([](httplib::Server& routes) { routes.Get("/x", sends("[]")); });
  const LoopbackServer server([&](httplib::Server& routes) {
    const auto to = [&](const std::string& target) {
      return
          [target](const httplib::Request&, httplib::Response& response) { response.set_redirect(target); };
    };
    routes.Get("/near", to("/rows"));
    routes.Get("/rows", sends("[]"));
    routes.Get("/circle", to("/circle"));
    routes.Get("/port", to(other.url() + "/x"));
    routes.Get("/host", to("http://localhost:1/x"));
    routes.Get("/file", to("file:///etc/passwd"));
  });
  const auto error = [&](const std::string& path) {
    return error_of({.url = server.url() + path}, server.url());
  };
  const std::string refused =
      ", which is another server -- redirects are followed on the same host only, and never from https to "
      "http; if "
      "that server is meant, name it in the dataset";
  CHECK(error("/near") == "no error");
  CHECK(error("/circle") ==
        "GET HOST/circle: more than 5 redirects, the last to HOST/circle -- the server sends us in a circle; "
        "name "
        "the URL that answers with the rows");
  CHECK(error("/port") == "GET HOST/port: HTTP 302 sends us to " + other.url() + "/x" + refused);
  CHECK(error("/host") == "GET HOST/host: HTTP 302 sends us to http://localhost:1/x" + refused);
  CHECK(error("/file") == "GET HOST/file: HTTP 302 sends us to file:///etc/passwd" + refused);
}

TEST_CASE("a body that is no JSON is an error with its place") {
  CHECK_THAT(raw_error(answer_of(kJson, "[{\"id\": 1},\n {\"id\" 2}]")),
             ContainsSubstring("HOST/x is no valid JSON"));
  CHECK_THAT(raw_error(answer_of(kJson, "oops")), ContainsSubstring("HOST/x"));
  CHECK_THAT(raw_error(answer_of(kJson, "[{\"id\": 1}")), ContainsSubstring("HOST/x is no valid JSON"));
}

TEST_CASE("no secret of ours reaches an error, even when the server echoes it") {
  const LoopbackServer server([](httplib::Server& routes) {
    routes.Get("/x", [](const httplib::Request& request, httplib::Response& response) {
      response.status = 403;
      response.set_content("no entry for " + request.get_header_value("Authorization") + " / " +
                               request.get_header_value("X-Key") + " tok3n pa55word",
                           "text/plain");
    });
  });
  std::string with_password = server.url();
  with_password.insert(with_password.find("//") + 2, "me:pa55word@");
  const std::string text = error_of(
      {.url = with_password + "/x", .headers = {{"Authorization", "Bearer tok3n"}, {"X-Key", "s3cret"}}},
      with_password);
  CHECK_THAT(text, ContainsSubstring("me:***@127.0.0.1"));
  CHECK_THAT(text, ContainsSubstring("HTTP 403 Forbidden; the body begins: no entry for *** / *** *** ***"));
  for (const char* secret : {"tok3n", "s3cret", "pa55word"}) CHECK_THAT(text, !ContainsSubstring(secret));
}

TEST_CASE("a header or URL that cannot be sent is an error before anything is sent") {
  CHECK(error_of({.url = "http://127.0.0.1:1/x", .headers = {{"X-Key", "secret\n"}}}, kNoServer) ==
        "header X-Key holds a line break -- a secret read from a file often ends with one");
  CHECK(error_of({.url = "ftp://127.0.0.1/x"}, kNoServer) ==
        "the URL ftp://127.0.0.1/x cannot be used: ftp is neither http nor https -- write "
        "http://host:port/path");
  CHECK_THAT(error_of({.url = "http://me:pa55word@:x/"}, kNoServer), !ContainsSubstring("pa55word"));
}

namespace {

// A certificate for 127.0.0.1 that signed itself.
struct Certificate {
  Certificate() : key(EVP_RSA_gen(2048)), certificate(X509_new()) {
    X509_set_version(certificate, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate), 0);
    X509_gmtime_adj(X509_getm_notAfter(certificate), 3600);
    X509_set_pubkey(certificate, key);
    X509_NAME* name = X509_get_subject_name(certificate);
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("parity"), -1,
                               -1, 0);
    X509_set_issuer_name(certificate, name);
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
    X509_EXTENSION* address = X509V3_EXT_conf_nid(nullptr, &context, NID_subject_alt_name, "IP:127.0.0.1");
    X509_add_ext(certificate, address, -1);
    X509_EXTENSION_free(address);
    X509_sign(certificate, key, EVP_sha256());
  }
  ~Certificate() {
    X509_free(certificate);
    EVP_PKEY_free(key);
  }
  EVP_PKEY* key;
  X509* certificate;
};

}  // namespace

TEST_CASE("TLS is verified; an authority of one's own is named by SSL_CERT_FILE") {
  const Certificate made;
  std::string file = "/tmp/parity-ca-XXXXXX";
  const int descriptor = mkstemp(file.data());
  FILE* out = fdopen(descriptor, "w");
  PEM_write_X509(out, made.certificate);
  fclose(out);
  const LoopbackServer server(std::make_unique<httplib::SSLServer>(made.certificate, made.key), "https",
                              [](httplib::Server& routes) { routes.Get("/x", sends("[]")); });
  CHECK_THAT(
      error_of({.url = server.url() + "/x"}, server.url()),
      ContainsSubstring("GET HOST/x: TLS: ") &&
          ContainsSubstring(" -- where the server's certificate is signed by an authority of your own, name "
                            "its file in SSL_CERT_FILE; verification cannot be turned off"));
  setenv("SSL_CERT_FILE", file.c_str(), 1);
  CHECK(error_of({.url = server.url() + "/x"}, server.url()) == "no error");
  unsetenv("SSL_CERT_FILE");
  unlink(file.c_str());
}
