// Measures a program from outside, and prints what it has found as one JSON object.
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <iostream>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "allocations.hpp"
#include "complain.hpp"
#include "counters.hpp"
#include "endpoint.hpp"
#include "load.hpp"
#include "processors.hpp"
#include "steps.hpp"
#include "subject.hpp"

namespace measure {
namespace {

using json = nlohmann::ordered_json;

struct settings {
  std::string load;
  std::string address;
  unsigned connections = 1;
  std::size_t size = 64;
  double seconds = 2;
  double warm_up = 0.3;
  double rate = 0;
  std::uint64_t messages = 0;
  unsigned cpus = 1;
  bool system_calls = false;
  bool allocations = false;
  bool steps = false;
  bool turns = false;
  std::vector<std::string> command;
};

nanoseconds from_seconds(double seconds) { return static_cast<nanoseconds>(seconds * a_second); }

template <class T>
json or_null(const std::optional<T>& value) {
  return value ? json(*value) : json(nullptr);
}

/// What is counted of a subject between start() and stop(), all such times together.
class window {
 public:
  /// `allocated` was there before the subject.
  window(const subject& of, const settings& how, std::optional<allocations> allocated, bool at_once)
      : of_(of), instructions_(counter::instructions(of.pid(), at_once)), allocated_(allocated) {
    if (how.system_calls) system_calls_.emplace(counter::system_calls(of.pid(), at_once));
  }

  void start() {
    instructions_.start();
    if (system_calls_) system_calls_->start();
    if (allocated_) allocated_before_ = allocated_->count();
    began_ = of_.cpu_time();
  }

  /// How long it has had a processor since start().
  nanoseconds stop() {
    const nanoseconds cpu = of_.cpu_time() - began_;
    cpu_ += cpu;
    stop_counting();
    return cpu;
  }

  /// Ends the counting alone, for a subject that has ended and has no clock any more.
  void stop_counting() {
    instructions_.stop();
    if (system_calls_) system_calls_->stop();
    if (const auto now = allocated_ ? allocated_->count() : std::nullopt) {
      allocations_ = allocations_.value_or(0) + *now - allocated_before_.value_or(0);
    }
  }

  [[nodiscard]] double cpu_seconds() const { return static_cast<double>(cpu_) / a_second; }

  void write_counts(json& result) const {
    result["instructions"] = or_null(instructions_.count());
    if (system_calls_) result["syscalls"] = or_null(system_calls_->count());
    if (allocated_) result["allocations"] = or_null(allocations_);
  }

 private:
  const subject& of_;
  counter instructions_;
  std::optional<counter> system_calls_;
  std::optional<allocations> allocated_;
  std::optional<std::uint64_t> allocated_before_;
  std::optional<std::uint64_t> allocations_;
  nanoseconds began_ = 0;
  nanoseconds cpu_ = 0;
};

void must_have_answered(const work& done, const subject& of) {
  if (done.units == 0) give_up(of.name() + " has not answered once in all that time");
}

json report(const work& done, const char* unit, const window& counted, const subject& of) {
  must_have_answered(done, of);
  json result;
  result["units"] = done.units;
  result["unit"] = unit;
  result["seconds"] = static_cast<double>(done.time) / a_second;
  result["cpu_seconds"] = counted.cpu_seconds();
  counted.write_counts(result);
  result["peak_kib"] = or_null(of.status_kib("VmHWM"));
  result["p50_us"] = done.latency.percentile(0.5);
  result["p99_us"] = done.latency.percentile(0.99);
  result["p999_us"] = done.latency.percentile(0.999);
  if (done.late != 0) result["late"] = done.late;
  if (done.unanswered != 0) result["unanswered"] = done.unanswered;
  return result;
}

work run_echo(const settings& how, echo_load& load) {
  if (how.messages != 0) return load.run_rounds(how.messages);
  if (how.rate != 0) return load.run_at(how.rate, from_seconds(how.seconds));
  return load.run_for(from_seconds(how.seconds));
}

/// Runs each time that a line comes in; between two of them others may have their turn. Each run
/// begins and ends with nothing under way, so that its messages are those that its processor time
/// was spent on.
work take_turns(const settings& how, echo_load& load, const subject& of, window& counted) {
  load.run_rounds(2);  // at the first ones memory is made
  std::cout << "ready\n" << std::flush;
  work all;
  for (std::string line; std::getline(std::cin, line);) {
    counted.start();
    work done = run_echo(how, load);
    const work rest = load.settle();
    if (how.rate == 0) done.add(rest);  // run_at() has counted it, as late
    const nanoseconds cpu = counted.stop();
    must_have_answered(done, of);
    all.add(done);
    const json turn{{"units", done.units}, {"cpu_seconds", static_cast<double>(cpu) / a_second}};
    std::cout << turn << '\n' << std::flush;
  }
  return all;
}

work run_once(const settings& how, echo_load& load, window& counted) {
  const bool flows = how.messages == 0 && how.rate == 0;
  if (how.warm_up > 0) load.run_for(from_seconds(how.warm_up));
  if (!flows) load.settle();
  counted.start();
  const work done = run_echo(how, load);
  counted.stop();
  return done;
}

json measure_echo(const settings& how, const endpoint& server, subject& of, window& counted) {
  echo_load load(server, how.connections, how.size, of);
  const work done = how.turns ? take_turns(how, load, of, counted) : run_once(how, load, counted);
  return report(done, "message", counted, of);
}

json measure_accept(const settings& how, const endpoint& server, subject& of, window& counted) {
  if (how.warm_up > 0) accept_load(server, how.connections, from_seconds(how.warm_up), of);
  counted.start();
  const work done = accept_load(server, how.connections, from_seconds(how.seconds), of);
  counted.stop();
  return report(done, "connection", counted, of);
}

/// Before there is a subject.
std::optional<allocations> counted_allocations(const settings& how) {
  return how.allocations ? std::optional(allocations()) : std::nullopt;
}

/// Until the subject has done nothing for a while.
void wait_until_idle(const subject& of) {
  nanoseconds before = -1;
  for (int quiet = 0; quiet < 20;) {
    const nanoseconds now = of.cpu_time();
    quiet = now == before ? quiet + 1 : 0;
    before = now;
    ::usleep(10'000);
  }
}

json measure_idle(const settings& how, const endpoint& server, subject& of) {
  // The first connections pay for what all of them share.
  std::vector<int> sockets;
  const auto connect = [&](unsigned many) {
    for (unsigned i = 0; i < many; ++i) sockets.push_back(server.connected());
    wait_until_idle(of);
    of.must_be_alive();
    const auto anonymous = of.status_kib("RssAnon");
    if (!anonymous) give_up("/proc has no RssAnon of " + of.name());
    return *anonymous;
  };
  const std::uint64_t before = connect(16);
  const std::uint64_t after = connect(how.connections);
  json result;
  result["units"] = how.connections;
  result["unit"] = "connection";
  result["bytes_per_connection"] =
      (static_cast<double>(after) - static_cast<double>(before)) * 1024 / how.connections;
  result["peak_kib"] = or_null(of.status_kib("VmHWM"));
  for (const int socket : sockets) {
    reset_when_closed(socket);
    ::close(socket);
  }
  return result;
}

/// Instructions where the processor does not count them: a slope over two counts of rounds.
json step_echo(const settings& how, const endpoint& server, subject& of, const processors& where) {
  constexpr std::uint64_t few = 2;
  const std::uint64_t many = few + (how.messages != 0 ? how.messages : 10);
  std::uint64_t counts[2]{};
  stepper steps(of.pid());
  std::thread driver([&] {
    where.be_load();
    echo_load load(server, how.connections, how.size, of);
    load.run_rounds(5);
    wait_until_idle(of);
    for (int i = 0; i < 2; ++i) {
      steps.begin();
      load.run_rounds(i == 0 ? few : many);
      counts[i] = steps.end();
    }
    steps.finish();
  });
  where.be_subject();  // where it takes turns with the program, and leaves the driver alone
  steps.run();
  driver.join();
  json result;
  result["units"] = (many - few) * how.connections;
  result["unit"] = "message";
  result["instructions"] = counts[1] - counts[0];
  result["counted_by"] = "steps";
  return result;
}

json measure_server(const settings& how) {
  const endpoint server(how.address);
  server.clear();
  allow_descriptors(how.connections);
  const processors where(how.cpus);
  const auto allocated = counted_allocations(how);
  subject of(how.command, where, subject::kind::server);
  where.be_load();
  window counted(of, how, allocated, false);
  of.start();
  of.await_ready();
  json result = how.steps            ? step_echo(how, server, of, where)
                : how.load == "echo" ? measure_echo(how, server, of, counted)
                : how.load == "idle" ? measure_idle(how, server, of)
                                     : measure_accept(how, server, of, counted);
  of.terminate();
  server.clear();
  return result;
}

json measure_batch(const settings& how) {
  const processors where(how.cpus);
  const auto allocated = counted_allocations(how);
  subject of(how.command, where, subject::kind::batch);
  where.be_load();
  window counted(of, how, allocated, true);
  of.start();
  const subject::remains left = of.bury();
  counted.stop_counting();
  json result = json::parse(left.output, nullptr, false);
  if (!result.is_object()) {
    give_up(of.name() + " did not print one JSON object, but '" + left.output + "'");
  }
  result["cpu_seconds"] = left.cpu_seconds;
  counted.write_counts(result);
  result["peak_kib"] = or_null(left.peak_kib);
  return result;
}

settings read_arguments(int count, char** words) {
  settings how;
  CLI::App app(
      "Measures a program from outside and prints one JSON object.\n"
      "Without --load the program does its work by itself, prints {\"units\": ..., \"unit\": ..., "
      "\"seconds\": ...} and ends.\n"
      "Exit: 0 measured, 2 something went wrong.");
  app.add_option("--load", how.load,
                 "what a server is kept busy with: echo; accept (connect, one byte there and back, "
                 "reset); idle (connections that do nothing); zig (the benchmark of the Zig "
                 "library: 120 connections, 5000 messages of 512 bytes on each)")
      ->check(CLI::IsMember({"echo", "accept", "idle", "zig"}));
  app.add_option("--address", how.address, "where it listens: tcp:PORT or unix:PATH");
  app.add_option("--connections", how.connections, "how many connections at a time")
      ->check(CLI::Range(1, 100'000));
  app.add_option("--size", how.size, "bytes of a message")->check(CLI::Range(1, 1 << 26));
  app.add_option("--seconds", how.seconds, "for how long it is measured")
      ->check(CLI::Range(0.01, 3600.0));
  app.add_option("--warm-up", how.warm_up,
                 "and for how long it is not, before, in seconds (not with --turns)")
      ->check(CLI::Range(0.0, 3600.0));
  app.add_option("--rate", how.rate,
                 "messages a second, due at fixed times, instead of each when the one before has "
                 "come back; times are counted from when they were due")
      ->check(CLI::Range(0.001, 1e7));
  app.add_option("--messages", how.messages, "so many on each connection, instead of --seconds")
      ->check(CLI::PositiveNumber);
  app.add_option("--cpus", how.cpus, "how many processors the program may use")
      ->check(CLI::Range(1, 1024));
  app.add_flag("--count-syscalls", how.system_calls,
               "counts system calls as well, which makes each of them slower");
  app.add_flag(
      "--count-allocations", how.allocations,
      "counts calls of malloc and its like as well, by a library that is loaded before the "
      "program's own");
  app.add_flag("--steps", how.steps,
               "counts the instructions of --messages echoed messages (10 on each connection) by "
               "single steps, exact and slow, and measures nothing else");
  app.add_flag("--turns", how.turns,
               "for several programs at a time, which have their turns: prints \"ready\" after two "
               "messages on each connection, measures each time that a line comes from the "
               "standard input and prints {\"units\": ..., \"cpu_seconds\": ...}, and of all of "
               "that one object when there are no more lines; a turn is over when all is answered")
      ->excludes("--steps");
  app.add_option("command", how.command, "the program and its arguments, after --")->required();
  try {
    app.parse(count, words);
  } catch (const CLI::ParseError& error) {
    std::exit(app.exit(error) == 0 ? 0 : 2);
  }
  if (how.load.empty() != how.address.empty()) give_up("--load and --address belong together");
  for (const double each : {how.seconds, how.warm_up, how.rate}) {
    if (!std::isfinite(each)) give_up("--seconds, --warm-up and --rate want a number");
  }
  if (how.rate != 0 && how.load != "echo") give_up("--rate is of --load echo");
  if (how.messages != 0 && how.rate != 0) give_up("--messages and --rate rule each other out");
  if (how.load == "zig") {
    how.load = "echo";
    how.connections = 120;
    how.size = 512;
    how.messages = 5000;
  }
  if (how.steps && how.load != "echo") give_up("--steps counts messages of --load echo");
  if (how.turns && how.load != "echo") give_up("--turns are of --load echo");
  return how;
}

}  // namespace
}  // namespace measure

int main(int count, char** words) {
  const measure::settings how = measure::read_arguments(count, words);
  const auto result = how.load.empty() ? measure::measure_batch(how) : measure::measure_server(how);
  std::printf("%s\n", result.dump().c_str());
}
