// PID 1 of the guests that scripts/test-kernels boots: makes a small usual Linux around the tests,
// runs them one after the other, hands their reports out and ends the machine with their verdict.
//
// The file /programs names them, one command a line: words between spaces, without quoting. (The
// kernel's command line would hold 32 words at most.) One that ends with "&" runs beside all the
// others, which come one after the other, and what it prints is printed when it has ended: it may
// wait much of its time, and must not be one that measures time.
//
// The folder /modules has the kernel's modules to load, in the order of their names.
//
// $RINGLET_EMULATED says that the processor is a program: the tests do less then, in a stack that
// is smaller in the same proportion.
//
// $RINGLET_DRIVES says how many NVMe drives there are. That of the serial number ringlet-files has
// a file system, which becomes the folder for temporary files: unlike a tmpfs it drops pages, keeps
// extended attributes and transfers without the page cache, on every kernel.
//
// What a program leaves in $RINGLET_REPORTS is written to the second serial line, each file after a
// line "=== NAME". That line is ours alone: the kernel's messages and the programs' output share
// the first one. The worst exit code goes to qemu's isa-debug-exit device, so that qemu ends with
// (code << 1) | 1. A guest that panics or powers off never says that, which is how it is told from
// one whose tests passed.
#include <dirent.h>
#include <fcntl.h>
#include <net/if.h>
#include <sys/io.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace {

constexpr const char* reports = "/reports";
constexpr unsigned short exit_port = 0xf4;
constexpr int could_not_run = 99;
// A program that hangs must not keep the next ones from their verdict. Emulated, the slowest takes
// a minute.
constexpr unsigned longest_seconds = 120;
// isa-debug-exit doubles the code and a process status keeps 8 bits, so a larger one could come out
// as success.
constexpr int largest_code = 100;
constexpr rlim_t emulated_stack = 1 << 20;  // an eighth of what is usual

void mount_at(const char* type, const char* where) {
  mkdir(where, 0755);
  if (mount(type, where, type, 0, nullptr) != 0 && errno != EBUSY)
    std::printf("init: mounting %s: %s\n", where, std::strerror(errno));
}

void bring_up_loopback() {
  const int socket_fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  ifreq request{};
  std::strcpy(request.ifr_name, "lo");
  request.ifr_flags = IFF_UP | IFF_RUNNING;
  if (ioctl(socket_fd, SIOCSIFFLAGS, &request) != 0)
    std::printf("init: bringing lo up: %s\n", std::strerror(errno));
  close(socket_fd);
}

/// Where a kernel has no such setting it stays as it is.
void set(const char* name, const std::string& value) {
  const int setting = open((std::string("/proc/sys/") + name).c_str(), O_WRONLY | O_CLOEXEC);
  if (setting < 0) return;
  if (write(setting, value.data(), value.size()) != static_cast<ssize_t>(value.size()))
    std::printf("init: %s stays as it is: %s\n", name, std::strerror(errno));
  close(setting);
}

std::vector<std::string> entries_of(const char* folder) {
  std::vector<std::string> names;
  DIR* const open_folder = opendir(folder);
  if (open_folder == nullptr) return names;
  while (const dirent* entry = readdir(open_folder)) {
    if (entry->d_name[0] != '.') names.emplace_back(entry->d_name);
  }
  closedir(open_folder);
  return names;
}

void load_modules() {
  std::vector<std::string> names = entries_of("/modules");
  std::sort(names.begin(), names.end());
  for (const std::string& name : names) {
    const int file = open(("/modules/" + name).c_str(), O_RDONLY | O_CLOEXEC);
    if (syscall(SYS_finit_module, file, "", 0) != 0)
      std::printf("init: loading the module %s: %s\n", name.c_str(), std::strerror(errno));
    close(file);
  }
}

/// Whether the kernel has found this many drives, each with its block device and, where it knows
/// such things, its character device.
bool has_drives(std::size_t wanted) {
  const std::vector<std::string> blocks = entries_of("/sys/block");
  const auto drives = std::count_if(blocks.begin(), blocks.end(), [](const std::string& name) {
    return name.rfind("nvme", 0) == 0;
  });
  const bool generic = access("/sys/class/nvme-generic", F_OK) == 0;
  return static_cast<std::size_t>(drives) >= wanted &&
         (!generic || entries_of("/sys/class/nvme-generic").size() >= wanted);
}

/// The kernel looks for drives while we run already, and tells of them in no way but these folders
/// that all supported kernels have.
void wait_for_drives(std::size_t wanted) {
  constexpr int longest_milliseconds = 20000;
  for (int waited = 0; !has_drives(wanted); ++waited) {
    if (waited == longest_milliseconds) {
      std::printf("init: there are fewer than %zu drives\n", wanted);
      return;
    }
    usleep(1000);
  }
}

void mount_drive(const std::string& serial, const char* where) {
  for (const std::string& controller : entries_of("/sys/class/nvme")) {
    std::ifstream file("/sys/class/nvme/" + controller + "/serial");
    std::string found;
    if (!(file >> found) || found != serial) continue;
    const std::string device = "/dev/" + controller + "n1";
    mkdir(where, 0755);
    if (mount(device.c_str(), where, "ext4", 0, nullptr) == 0) {
      setenv("TMPDIR", where, 1);
    } else {
      std::printf("init: mounting %s: %s\n", device.c_str(), std::strerror(errno));
    }
  }
}

void set_limit(int resource, rlim_t value) {
  const rlimit limit{value, value};
  setrlimit(static_cast<__rlimit_resource>(resource), &limit);
}

std::vector<std::string> words_of(const std::string& command) {
  std::istringstream line(command);
  std::vector<std::string> words;
  for (std::string word; line >> word;) words.push_back(word);
  return words;
}

struct program {
  std::vector<std::string> words;
  std::string output{};  // the file that it prints to; empty: the console
  std::chrono::steady_clock::time_point begin{};
  pid_t process = -1;
  int code = could_not_run;
};

/// The programs that /programs names.
std::vector<program> listed_programs() {
  std::vector<program> found;
  std::ifstream list("/programs");
  for (std::string command; std::getline(list, command);) {
    program each{.words = words_of(command)};
    if (each.words.empty()) continue;
    if (each.words.back() == "&") {
      each.words.pop_back();
      each.output = "/tmp/output-" + std::to_string(found.size());
    }
    found.push_back(std::move(each));
  }
  return found;
}

[[noreturn]] void become(const program& what) {
  std::vector<char*> arguments;
  for (const std::string& word : what.words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  if (!what.output.empty()) {
    const int file = open(what.output.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    dup2(file, STDOUT_FILENO);
    dup2(file, STDERR_FILENO);
  }
  alarm(longest_seconds);  // It outlives the exec.
  execv(arguments[0], arguments.data());
  std::printf("init: %s: %s\n", arguments[0], std::strerror(errno));
  std::fflush(stdout);
  _exit(could_not_run);
}

void start(program& what) {
  std::fflush(stdout);  // or the child would print it once more
  what.begin = std::chrono::steady_clock::now();
  what.process = fork();
  if (what.process == 0) become(what);
}

void tell_end(program& what, int status) {
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - what.begin;
  what.process = -1;
  if (!what.output.empty()) {
    std::printf("init: what %s printed\n", what.words[0].c_str());
    std::ifstream printed(what.output);
    for (std::string line; std::getline(printed, line);) std::printf("%s\n", line.c_str());
  }
  if (WIFEXITED(status)) {
    what.code = WEXITSTATUS(status);
  } else {
    std::printf("init: %s was killed: %s\n", what.words[0].c_str(), strsignal(WTERMSIG(status)));
  }
  std::printf("init: exit code %d of %s, after %.1f s\n", what.code, what.words[0].c_str(),
              taken.count());
}

/// Waits until one of them has ended. Orphans of the tests become ours, and are collected on the
/// way; where the other programs end meanwhile, that is told too.
void wait_for(const program& wanted, std::vector<program>& programs) {
  while (wanted.process > 0) {
    int status = 0;
    const pid_t ended = wait(&status);
    if (ended < 0 && errno != EINTR) return;
    for (program& each : programs) {
      if (ended > 0 && each.process == ended) tell_end(each, status);
    }
  }
}

/// The worst exit code of them.
int run(std::vector<program>& programs) {
  for (program& each : programs) {
    if (!each.output.empty()) start(each);
  }
  for (program& each : programs) {
    if (!each.output.empty()) continue;
    std::printf("init: running %s\n", each.words[0].c_str());
    start(each);
    wait_for(each, programs);
  }
  for (const program& each : programs) wait_for(each, programs);
  int worst = programs.empty() ? could_not_run : 0;
  for (const program& each : programs) worst = std::max(worst, each.code);
  return worst;
}

void write_all(int to, const char* data, ssize_t size) {
  while (size > 0) {
    const ssize_t written = write(to, data, static_cast<size_t>(size));
    if (written <= 0) return;
    data += written;
    size -= written;
  }
}

void hand_out_reports() {
  const int line = open("/dev/ttyS1", O_WRONLY | O_NOCTTY | O_CLOEXEC);
  DIR* folder = opendir(reports);
  if (line < 0 || folder == nullptr) return;
  termios raw{};
  tcgetattr(line, &raw);
  cfmakeraw(&raw);  // Otherwise every newline comes out as two characters.
  tcsetattr(line, TCSANOW, &raw);
  while (const dirent* entry = readdir(folder)) {
    if (entry->d_name[0] == '.') continue;
    char text[4096];
    const int named = std::snprintf(text, sizeof text, "=== %s\n", entry->d_name);
    write_all(line, text, named);
    std::snprintf(text, sizeof text, "%s/%s", reports, entry->d_name);
    const int file = open(text, O_RDONLY | O_CLOEXEC);
    for (ssize_t got; (got = read(file, text, sizeof text)) > 0;) write_all(line, text, got);
    close(file);
    write_all(line, "\n", 1);
  }
  tcdrain(line);
  closedir(folder);
  close(line);
}

}  // namespace

int main() {
  mount_at("proc", "/proc");
  mount_at("sysfs", "/sys");
  mount_at("devtmpfs", "/dev");
  mount_at("tmpfs", "/tmp");
  mount_at("tmpfs", "/dev/shm");
  mount_at("devpts", "/dev/pts");
  mkdir(reports, 0755);
  // The kernel opens the console before /dev is mounted, or not at all where the initramfs has
  // none.
  const int console = open("/dev/console", O_RDWR);
  for (int standard = 0; standard <= 2 && console >= 0; ++standard) dup2(console, standard);
  bring_up_loopback();
  set("kernel/io_uring_disabled", "0");
  set("vm/nr_hugepages", "4");
  load_modules();
  set_limit(RLIMIT_MEMLOCK, RLIM_INFINITY);
  set_limit(RLIMIT_NOFILE, 65536);
  if (getenv("RINGLET_EMULATED") != nullptr) set_limit(RLIMIT_STACK, emulated_stack);
  setenv("RINGLET_REPORTS", reports, 1);
  setenv("HOME", "/tmp", 1);
  setenv("PATH", "/", 1);
  if (const char* drives = getenv("RINGLET_DRIVES")) {
    wait_for_drives(std::strtoul(drives, nullptr, 10));
    mount_drive("ringlet-files", "/files");
  }

  std::vector<program> programs = listed_programs();
  const int worst = run(programs);
  hand_out_reports();
  std::printf("init: verdict %d\n", worst);
  std::fflush(stdout);
  tcdrain(STDOUT_FILENO);
  sync();
  if (ioperm(exit_port, 1, 1) == 0) {
    outb(static_cast<unsigned char>(std::min(worst, largest_code)), exit_port);
  }
  reboot(RB_POWER_OFF);
  return could_not_run;
}
