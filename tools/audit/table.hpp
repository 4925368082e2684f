// What ringlet's table describes: the part of spec/opcodes.json that an audit needs.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace ringlet::audit {

/// What a live test expects, where only the first three are a success of the operation.
enum class kind { gives, takes, ends, fails, cancels, deadline };

[[nodiscard]] constexpr bool is_success(kind of) {
  return of == kind::gives || of == kind::takes || of == kind::ends;
}

struct written_test {
  std::string name;
  audit::kind kind;
};

/// How a kernel is asked whether it has a form.
struct detection {
  enum class by { opcode, other_opcode, feature } way = by::opcode;
  std::string name;       // of the other opcode, or of the feature without IORING_FEAT_
  bool in_doubt = false;  // where it says yes, some kernels lack the form all the same
};

/// One way to use an opcode: the plain one, whose `form` is empty, or another.
struct described_form {
  std::string op;
  std::string form;
  int code = 0;
  std::string since;
  std::string family;
  std::string brief;
  std::string tested_elsewhere;
  detection detect;
  std::vector<written_test> tests;
  std::vector<std::string>
      helpers;  // those that are listed; io_uring_prep_ and the name goes without saying

  [[nodiscard]] std::string name() const { return form.empty() ? op : op + "_" + form; }
};

struct table {
  std::vector<described_form> forms;  // by rising code; the plain form of each opcode first
};

/// Reads opcodes.json. Throws bad_input.
[[nodiscard]] table read_table(const std::string& file);

/// Reads helpers.json: liburing's functions that prepare an SQE. Throws bad_input.
[[nodiscard]] std::vector<std::string> read_helpers(const std::string& file);

}  // namespace ringlet::audit
