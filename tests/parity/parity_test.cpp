// Is every encoding, all 64 bytes of it, what liburing's own helpers make of the same values?
//
// A test that is generated from a row proves nothing about the row, so nothing here comes from one
// but the list of forms that must be proved. The cases are written by hand (cases.inl).
#include "parity.hpp"
#include "vectors.hpp"

#include <support/catch.hpp>

#include <forms.hpp>  // generated/tests: all forms of the table

#include <algorithm>
#include <bit>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

namespace ringlet::parity {

namespace {

static_assert(std::endian::native == std::endian::little,
              "the recorded vectors are those of a little-endian machine");

const vectors& recorded() {
  static const vectors read = read_vectors(RINGLET_PARITY_VECTORS);
  return read;
}

/// The lines of one message, each under the name of its case.
void fail_with(std::string_view name, std::string_view against,
               const std::vector<std::string>& problems) {
  std::string said = std::string(name) + " differs from " + std::string(against);
  for (const std::string& problem : problems) {
    said += "\n  " + problem;
  }
  FAIL_CHECK(said);
}

/// ringlet's encoding of a case; none, and a failure, where it refuses.
std::optional<encoding> encoded(const subject_case& subject) {
  try {
    return subject.encode();
  } catch (const std::exception& problem) {
    FAIL_CHECK(std::string(subject.name) << " " << problem.what());
    return std::nullopt;
  }
}

std::map<std::string_view, std::set<std::string_view>> variants_by_form() {
  std::map<std::string_view, std::set<std::string_view>> found;
  for (const subject_case& each : subject_cases()) {
    found[form_of(each.name)].insert(variant_of(each.name));
  }
  return found;
}

const pointer* pointer_in(const encoding& of, const field& where) {
  const auto found = std::ranges::find(of.pointers, where.offset, &pointer::offset);
  return found == of.pointers.end() ? nullptr : &*found;
}

/// Whether two fields of one encoding could be taken for each other.
bool same_content(const encoding& of, const field& one, const field& other) {
  const pointer* first = pointer_in(of, one);
  const pointer* second = pointer_in(of, other);
  if (first != nullptr && second != nullptr) {
    return first->leads_to == second->leads_to && first->bytes == second->bytes;
  }
  return first == nullptr && second == nullptr && value_of(of, one) == value_of(of, other);
}

/// What an encoder would make that writes two fields the wrong way round.
encoding with_swapped(encoding made, const field& one, const field& other) {
  std::swap_ranges(made.bytes.begin() + static_cast<std::ptrdiff_t>(one.offset),
                   made.bytes.begin() + static_cast<std::ptrdiff_t>(one.offset + one.size),
                   made.bytes.begin() + static_cast<std::ptrdiff_t>(other.offset));
  for (pointer& each : made.pointers) {
    if (each.offset == one.offset) {
      each.offset = other.offset;
    } else if (each.offset == other.offset) {
      each.offset = one.offset;
    }
  }
  std::ranges::sort(made.pointers, {}, &pointer::offset);
  return made;
}

bool mentions(const std::vector<std::string>& problems, const field& which, std::size_t offset) {
  const std::string place = "byte " + std::to_string(offset) + " (" + std::string(which.name) + ")";
  return std::ranges::any_of(
      problems, [&place](const std::string& problem) { return problem.starts_with(place); });
}

}  // namespace

TEST_CASE("every form has an oracle, and every oracle a form") {
  std::set<std::string_view> described;
  for (const table::form& form : table::forms) {
    CHECK(described.insert(form.name).second);
  }
  const auto proved = variants_by_form();
  CHECK(described.size() >= 45);  // A generator that emits nothing must not pass.
  for (const std::string_view form : described) {
    if (!proved.contains(form)) {
      FAIL_CHECK(std::string(form) << " has no case in tests/parity/cases.inl");
    }
  }
  for (const auto& [form, variants] : proved) {
    if (!described.contains(form)) {
      FAIL_CHECK(std::string(form) << " has cases in tests/parity/cases.inl and no row in "
                                      "spec/opcodes.json");
    }
  }
}

TEST_CASE("every form is tried with distinct values, extremes, defaults and a direct descriptor") {
  for (const auto& [form, variants] : variants_by_form()) {
    for (const std::string_view needed : {"distinct", "extremes", "defaults"}) {
      if (!variants.contains(needed)) {
        FAIL_CHECK(std::string(form) << " has no case " << needed);
      }
    }
  }
  for (const subject_case& each : subject_cases()) {
    const std::string_view form = form_of(each.name);
    if (each.takes_slot && variant_of(each.name) == "distinct" &&
        !variants_by_form().at(form).contains("fixed_file")) {
      FAIL_CHECK(std::string(form) << " takes a direct_slot and has no case fixed_file: either the "
                                      "kernel knows slots there, or the row's type is wrong");
    }
  }
}

TEST_CASE("a case stands once on each side, and encodes the form that it is named after") {
  std::set<std::string_view> names;
  REQUIRE(oracle_cases().size() == subject_cases().size());
  for (std::size_t i = 0; i < subject_cases().size(); ++i) {
    const subject_case& subject = subject_cases()[i];
    CHECK(oracle_cases()[i].name == subject.name);
    CHECK(subject.operation == form_of(subject.name));
    CHECK(names.insert(subject.name).second);
  }
}

TEST_CASE("all 64 bytes are what the installed liburing writes") {
  std::set<std::string_view> compared;
  std::set<std::string_view> without_helper;
  for (std::size_t i = 0; i < subject_cases().size(); ++i) {
    const subject_case& subject = subject_cases()[i];
    const oracle_case& oracle = oracle_cases()[i];
    if (!oracle.has_helper) {
      without_helper.insert(form_of(oracle.name));
      continue;
    }
    compared.insert(form_of(oracle.name));
    if (const auto actual = encoded(subject)) {
      if (const auto found = mismatches(oracle.encode(), *actual); !found.empty()) {
        fail_with(subject.name, "liburing " + oracle_version() + " (live)", found);
      }
    }
  }
  // A form none of whose helpers is here is compared with the recorded vectors alone; only these
  // are.
  std::erase_if(without_helper,
                [&compared](std::string_view form) { return compared.contains(form); });
  const std::set<std::string_view> newer_than_2_3{
      "bind",
      "listen",
      "epoll_wait",
      "fixed_fd_install",
      "msg_ring_cqe_flags",
      "msg_ring_fd",
      "waitid",
      "futex_wait",
      "futex_wake",
      "futex_waitv",
      "sendmsg_zc_fixed",
      "uring_cmd",
      "uring_cmd_fixed",
      "uring_cmd_multishot",
      "uring_cmd_cqe32",
      "uring_cmd_discard",
      "uring_cmd_zone_reset_all",
      "nop128",
      "nop128_inject_result",
      "nop128_file",
      "nop128_fixed_buffer",
      "nop128_tw",
      "nop128_cqe32",
      "uring_cmd128",
      "uring_cmd128_fixed",
      "uring_cmd128_fixed_cqe32",
      "uring_cmd128_multishot",
      "uring_cmd128_cqe32",
      "uring_cmd_siocinq",
      "uring_cmd_siocoutq",
      "uring_cmd_getsockopt",
      "uring_cmd_setsockopt",
      "uring_cmd_getsockname",
      "uring_cmd_getpeername",
      "send_bundle",
      "ftruncate",
      "fadvise_64",
      "madvise_64",
      "readv_fixed",
      "writev_fixed",
      "pipe",
      "pipe_direct",
      "read_multishot",
      "readv_fixed_attr",
      "writev_fixed_attr",
      "writev_fixed_stream",
  };
  CHECK(std::ranges::includes(newer_than_2_3, without_helper));
  CHECK(compared.size() + without_helper.size() == variants_by_form().size());
}

TEST_CASE("all 64 bytes are what the newest liburing writes") {
  for (const subject_case& subject : subject_cases()) {
    const auto vector = recorded().by_case.find(subject.name);
    if (vector == recorded().by_case.end()) {
      FAIL_CHECK(std::string(subject.name)
                 << " has no vector: record them anew (tests/parity/record-vectors)");
      continue;
    }
    if (const auto actual = encoded(subject)) {
      if (const auto found = mismatches(vector->second, *actual); !found.empty()) {
        fail_with(subject.name, "liburing " + recorded().liburing + " (recorded)", found);
      }
    }
  }
  CHECK(recorded().by_case.size() == subject_cases().size());  // None is left over.
}

TEST_CASE("the installed liburing and the newest one agree") {
  for (const oracle_case& oracle : oracle_cases()) {
    const auto vector = recorded().by_case.find(oracle.name);
    if (!oracle.has_helper || vector == recorded().by_case.end()) {
      continue;
    }
    if (const auto found = mismatches(vector->second, oracle.encode()); !found.empty()) {
      fail_with(oracle.name,
                "the recorded vector, as liburing itself makes it here: record them "
                "anew if the case has changed",
                found);
    }
  }
}

TEST_CASE("encode leaves user_data to the runtime") {
  for (const subject_case& subject : subject_cases()) {
    if (const auto actual = encoded(subject)) {
      INFO(subject.name);
      CHECK(value_of(*actual, field_at(32)) == 0);
    }
  }
}

TEST_CASE("what the runtime encodes from a copy leads the kernel nowhere into the operation") {
  std::map<std::string_view, bool> leads_into_itself;
  for (const subject_case& subject : subject_cases()) {
    const auto actual = encoded(subject);
    if (!actual) continue;
    const bool leads = std::ranges::any_of(actual->pointers, [](const pointer& each) {
      return each.leads_to == pointer::place::operation;
    });
    INFO(subject.name);
    CHECK_FALSE((subject.relocates && leads));
    // Whatever leads there in no case is a row that says less than it could.
    if (!subject.relocates) leads_into_itself[form_of(subject.name)] |= leads;
  }
  for (const auto& [form, leads] : leads_into_itself) {
    INFO(form);
    CHECK(leads);
  }
}

// The next three keep the comparison itself honest: what it cannot see, it does not prove.

TEST_CASE("the distinct values are distinct in every field that is used") {
  for (const auto& [name, vector] : recorded().by_case) {
    if (variant_of(name) != "distinct") {
      continue;
    }
    for (const field& one : fields) {
      for (const field& other : fields) {
        // Both are the kernel's own numbers there: attr_type_mask is 1, and so is the opcode of
        // readv.
        if (one.name == "opcode" && other.name == "__pad2") {
          continue;
        }
        if (one.offset < other.offset && value_of(vector, one) != 0 &&
            same_content(vector, one, other)) {
          FAIL_CHECK(name << ": " << one.name << " and " << other.name << " have the same value");
        }
      }
    }
  }
}

TEST_CASE("a wrong byte anywhere is found and named") {
  for (const auto& [name, vector] : recorded().by_case) {
    REQUIRE(mismatches(vector, vector).empty());
    for (std::size_t offset = 0; offset < sqe_bytes; ++offset) {
      for (const int bit : {0, 7}) {
        encoding wrong = vector;
        wrong.bytes[offset] = static_cast<std::uint8_t>(wrong.bytes[offset] ^ 1U << bit);
        const auto found = mismatches(vector, wrong);
        if (found.size() != 1 || !mentions(found, field_at(offset), offset)) {
          FAIL_CHECK(name << ": byte " << offset << " with bit " << bit << " flipped went unseen");
        }
      }
    }
  }
}

TEST_CASE("two swapped fields are found and named") {
  std::size_t tried = 0;
  for (const auto& [name, vector] : recorded().by_case) {
    for (const field& one : fields) {
      for (const field& other : fields) {
        if (one.offset >= other.offset || one.size != other.size ||
            same_content(vector, one, other)) {
          continue;
        }
        ++tried;
        const auto found = mismatches(vector, with_swapped(vector, one, other));
        const auto named = [&found](const field& which) {
          for (std::size_t offset = which.offset; offset < which.offset + which.size; ++offset) {
            if (mentions(found, which, offset)) {
              return true;
            }
          }
          return false;
        };
        if (!named(one) || !named(other)) {
          FAIL_CHECK(name << ": " << one.name << " and " << other.name << " swapped went unseen");
        }
      }
    }
  }
  CHECK(tried >= 500);
}

TEST_CASE("a pointer to the wrong place or to the wrong bytes is found and named") {
  std::size_t tried = 0;
  for (const auto& [name, vector] : recorded().by_case) {
    for (std::size_t i = 0; i < vector.pointers.size(); ++i) {
      const field& where = field_at(vector.pointers[i].offset);
      const auto expect_found = [&](const encoding& wrong, std::string_view what) {
        ++tried;
        if (!mentions(mismatches(vector, wrong), where, where.offset)) {
          FAIL_CHECK(name << ": " << what << " in " << where.name << " went unseen");
        }
      };
      encoding plain_value = vector;
      plain_value.pointers.erase(plain_value.pointers.begin() + static_cast<std::ptrdiff_t>(i));
      expect_found(plain_value, "a pointer to somewhere else");

      encoding misled = vector;
      misled.pointers[i].leads_to = misled.pointers[i].leads_to == pointer::place::peer_length
                                        ? pointer::place::peer
                                        : pointer::place::peer_length;
      expect_found(misled, "a pointer to the wrong object");

      for (std::size_t byte = 0; byte < vector.pointers[i].bytes.size(); ++byte) {
        encoding wrong_bytes = vector;
        wrong_bytes.pointers[i].bytes[byte] ^= 1U;
        expect_found(wrong_bytes, "a pointer to wrong bytes");
      }
      if (!vector.pointers[i].bytes.empty()) {
        encoding cut = vector;
        cut.pointers[i].bytes.pop_back();
        expect_found(cut, "a pointer to the end of the operation");
      }
    }
  }
  CHECK(tried >= 200);
}

TEST_CASE("a pointer that nobody expected is found and named") {
  const encoding& plain = recorded().by_case.at("nop/distinct");
  encoding wrong = plain;
  wrong.pointers.push_back({16, pointer::place::operation, {1, 2, 3}});
  CHECK(mentions(mismatches(plain, wrong), field_at(16), 16));
}

}  // namespace ringlet::parity
