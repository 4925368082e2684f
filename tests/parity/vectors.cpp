#include "vectors.hpp"

#include <charconv>
#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace ringlet::parity {

namespace {

std::vector<std::uint8_t> bytes_of(const std::string& hexadecimal) {
  std::string digits = hexadecimal;
  std::erase(digits, ' ');
  if (digits.size() % 2 != 0) {
    throw std::runtime_error("half a byte in '" + hexadecimal + "'");
  }
  std::vector<std::uint8_t> bytes;
  for (const char* at = digits.data(); at != digits.data() + digits.size(); at += 2) {
    std::uint8_t byte = 0;
    if (const auto [end, error] = std::from_chars(at, at + 2, byte, 16); end != at + 2) {
      throw std::runtime_error("no hexadecimal digits: '" + hexadecimal + "'");
    }
    bytes.push_back(byte);
  }
  return bytes;
}

pointer::place place_of(const std::string& name) {
  for (const auto place :
       {pointer::place::operation, pointer::place::peer, pointer::place::peer_length}) {
    if (text(place) == name) {
      return place;
    }
  }
  throw std::runtime_error("a pointer to '" + name + "', which is no place");
}

encoding encoding_of(const nlohmann::json& vector) {
  encoding made{};
  const auto bytes = bytes_of(vector.at("sqe").get<std::string>());
  if (bytes.size() != small_sqe_bytes && bytes.size() != sqe_bytes) {
    throw std::runtime_error("an SQE of " + std::to_string(bytes.size()) + " bytes");
  }
  std::ranges::copy(bytes, made.bytes.begin());
  if (const auto pointers = vector.find("pointers"); pointers != vector.end()) {
    for (const nlohmann::json& each : *pointers) {
      made.pointers.push_back({each.at("at").get<std::size_t>(),
                               place_of(each.at("leads_to").get<std::string>()),
                               bytes_of(each.at("bytes").get<std::string>())});
    }
  }
  return made;
}

}  // namespace

vectors read_vectors(const std::string& path) {
  std::ifstream file(path);
  if (!file) {
    throw std::runtime_error("cannot read " + path);
  }
  const auto document = nlohmann::json::parse(file);
  vectors read{document.at("liburing").get<std::string>(), {}};
  for (const nlohmann::json& each : document.at("vectors")) {
    const auto name = each.at("case").get<std::string>();
    if (!read.by_case.emplace(name, encoding_of(each)).second) {
      throw std::runtime_error("two vectors of " + name);
    }
  }
  return read;
}

}  // namespace ringlet::parity
