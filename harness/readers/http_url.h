// What URLs mean for a download: how they are shown, and which other URLs are the same server.
#pragma once

#include <string>

namespace parity {

// The URL without the password in it: "http://user:***@host/path". A user without a password is a token, and
// left out too.
std::string shown_url(const std::string& url);
// What shown_url() leaves out, decoded; "" where it leaves nothing out.
std::string url_secret(const std::string& url);

// "host:port", the port always said.
std::string url_server(const std::string& url);
// On this machine, so that no proxy is asked.
bool is_loopback(const std::string& url);

// Whether an answer of `from` may send us to `to`: http or https, the same host, the same port, and never
// from https to http. From http to https the port may change.
bool may_redirect(const std::string& from, const std::string& to);

// "" or why it is no URL that can be read: not http(s), no host, malformed.
std::string url_fault(const std::string& url);

}  // namespace parity
