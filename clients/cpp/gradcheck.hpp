// Serves functions that are written in C++, and the derivatives that they are claimed to have, to gradcheck. C++17 and POSIX, nothing else.
//
//   int main() {
//     return gradcheck::serve({gradcheck::layer<double>("scale", {{"x", {3}}, {"a", {}}}, 3,
//       [](auto x, double *y) { for (int i = 0; i < 3; i++) y[i] = x["a"][0] * x["x"][i]; },
//       [](auto x, const double *dy, auto dx) {
//         for (int i = 0; i < 3; i++) dx["x"][i] = x["a"][0] * dy[i], dx["a"][0] += x["x"][i] * dy[i];
//       })});
//   }
//
//   g++ -std=c++17 -I clients/cpp scale.cpp -o scale && gradcheck run --exec ./scale
//
// docs/native.md tells how to use it, docs/protocol.md what goes over the wire.
#pragma once

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <fstream>
#include <functional>
#include <iterator>
#include <limits>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <typeinfo>
#include <utility>
#include <vector>

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>
#ifdef __GNUC__
#include <cxxabi.h>
#endif

namespace gradcheck {

/// An input that the checker chooses: its name, its shape (none is a single number), and the range of its entries, whose ends may be infinite.
struct Tensor {
  std::string name;
  std::vector<std::size_t> shape;
  double low = -2;
  double high = 2;

  std::size_t size() const {
    std::size_t all = 1;
    for (auto one : shape) all *= one;
    return all;
  }
};

/// The entries of all inputs, or of their gradients or tangents: those of each tensor in row-major order, by its place or by its name.
template <class T>
class Tensors {
 public:
  Tensors(const std::vector<Tensor> &tensors, std::vector<T *> places) : tensors(&tensors), places(std::move(places)) {}

  /// @throws std::out_of_range if there is no such input
  T *operator[](std::size_t place) const { return places.at(place); }
  T *operator[](std::string_view name) const {
    for (std::size_t i = 0; i < tensors->size(); i++)
      if ((*tensors)[i].name == name) return places[i];
    throw std::out_of_range("no input is named " + std::string(name));
  }

 private:
  const std::vector<Tensor> *tensors;
  std::vector<T *> places;
};

namespace detail {

using Doubles = std::vector<double>;

/// What answers one question at one point: from all inputs and what goes with them, one after the other, to the numbers of the answer.
using Call = std::function<Doubles(const Doubles &x, const Doubles &along)>;

inline std::size_t total(const std::vector<Tensor> &tensors) {
  std::size_t all = 0;
  for (auto &tensor : tensors) all += tensor.size();
  return all;
}

/// Memory of its own for each tensor, so that tools which watch memory see who writes beyond one.
template <class T>
class Memory {
 public:
  explicit Memory(const std::vector<Tensor> &tensors) : tensors(tensors) {
    for (auto &tensor : tensors) parts.emplace_back(tensor.size());
  }
  Memory(const std::vector<Tensor> &tensors, const Doubles &numbers) : Memory(tensors) {
    std::size_t at = 0;
    for (auto &part : parts)
      for (auto &entry : part) entry = static_cast<T>(numbers[at++]);
  }
  Tensors<const T> read() const {
    std::vector<const T *> places;
    for (auto &part : parts) places.push_back(part.data());
    return {tensors, places};
  }
  Tensors<T> write() {
    std::vector<T *> places;
    for (auto &part : parts) places.push_back(part.data());
    return {tensors, places};
  }
  Doubles numbers() const {
    Doubles all;
    for (auto &part : parts) all.insert(all.end(), part.begin(), part.end());
    return all;
  }

 private:
  const std::vector<Tensor> &tensors;
  std::vector<std::vector<T>> parts;
};

/// Numbers that were not written are NaN, so that they are seen.
template <class T>
std::vector<T> unwritten(std::size_t size) {
  return std::vector<T>(size, std::numeric_limits<T>::quiet_NaN());
}

template <class T>
Doubles widened(const std::vector<T> &numbers) {
  return Doubles(numbers.begin(), numbers.end());
}

/// The numbers in the file of this path; none where it cannot be read. A name is passed over with its digits.
inline Doubles literals(const char *path) {
  constexpr std::size_t most = 200;
  std::ifstream stream(path);
  const std::string text{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
  Doubles found;
  for (const char *at = text.c_str(); *at != 0 && found.size() < most;) {
    const bool digit = *at >= '0' && *at <= '9';
    if (digit || (*at == '.' && at[1] >= '0' && at[1] <= '9')) {
      char *end;
      const double value = std::strtod(at, &end);
      if (std::isfinite(value) && std::find(found.begin(), found.end(), value) == found.end()) found.push_back(value);
      at = end;
    } else if (!std::isalpha(static_cast<unsigned char>(*at)) && *at != '_') {
      at++;
      continue;
    }
    while (std::isalnum(static_cast<unsigned char>(*at)) || *at == '_') at++;
  }
  return found;
}

}  // namespace detail

/// What is served of one function: all but the types of its numbers.
struct Announced {
  std::string name;
  std::string arithmetic;
  std::vector<Tensor> inputs;
  std::size_t outputs;
  bool single;
  const char *file;
  int line;
  std::vector<double> literals;
  std::map<std::string, std::string> traits;
  std::map<std::string, detail::Call> calls;
  std::function<void()> restored;
  bool repeats = false;
};

/// A function of tensors of doubles or floats, and what is claimed of it. Each claim gets the inputs x first. What it fills:
/// outputs and rows come as NaN, so that an entry which is not written shows; gradients come as zeros, so that they may be summed up.
template <class T>
class Subject : public Announced {
  static_assert(std::is_same_v<T, double> || std::is_same_v<T, float>, "a subject computes in double or in float");
  using Given = Tensors<const T>;
  using Filled = Tensors<T>;

 public:
  Subject(std::string name, std::vector<Tensor> inputs, std::size_t outputs, const char *file, int line)
      : Announced{std::move(name), std::is_same_v<T, float> ? "float32" : "float64", std::move(inputs), outputs, std::is_same_v<T, float>, file, line, detail::literals(file), {}, {}, {}} {}

  /// y = f(x), y of as many entries as there are outputs.
  Subject &f(std::function<void(Given x, T *y)> call) { return claim("f", rows(std::move(call), outputs)); }
  /// The gradient of the only output.
  Subject &gradient(std::function<void(Given x, Filled dx)> call) {
    return claim("gradient", [call = std::move(call)](auto &inputs, auto &x, auto &) {
      detail::Memory<T> dx(inputs);
      call(detail::Memory<T>(inputs, x).read(), dx.write());
      return dx.numbers();
    });
  }
  /// The product of a cotangent dy and the Jacobian: the backward pass.
  Subject &vjp(std::function<void(Given x, const T *dy, Filled dx)> call) {
    return claim("vjp", [call = std::move(call)](auto &inputs, auto &x, auto &along) {
      detail::Memory<T> dx(inputs);
      const std::vector<T> dy(along.begin(), along.end());
      call(detail::Memory<T>(inputs, x).read(), dy.data(), dx.write());
      return dx.numbers();
    });
  }
  /// The product of the Jacobian and a tangent: the forward mode.
  Subject &jvp(std::function<void(Given x, Given tangent, T *dy)> call) {
    return claim("jvp", [call = std::move(call), size = outputs](auto &inputs, auto &x, auto &along) {
      auto dy = detail::unwritten<T>(size);
      call(detail::Memory<T>(inputs, x).read(), detail::Memory<T>(inputs, along).read(), dy.data());
      return detail::widened(dy);
    });
  }
  /// The Jacobian, m rows of n numbers.
  Subject &jacobian(std::function<void(Given x, T *rows)> call) { return claim("jacobian", rows(std::move(call), outputs * detail::total(inputs))); }
  /// The Hessian of the only output, n rows of n numbers.
  Subject &hessian(std::function<void(Given x, T *rows)> call) {
    return claim("hessian", rows(std::move(call), detail::total(inputs) * detail::total(inputs)));
  }
  /// The product of the Hessian of the only output and a tangent.
  Subject &hvp(std::function<void(Given x, Given tangent, Filled product)> call) {
    return claim("hvp", [call = std::move(call)](auto &inputs, auto &x, auto &along) {
      detail::Memory<T> product(inputs);
      call(detail::Memory<T>(inputs, x).read(), detail::Memory<T>(inputs, along).read(), product.write());
      return product.numbers();
    });
  }
  /// The same function written otherwise, in double precision.
  Subject &reference(std::function<void(Tensors<const double> x, double *y)> call) {
    return claim("reference", [call = std::move(call), size = outputs](auto &inputs, auto &x, auto &) {
      auto y = detail::unwritten<double>(size);
      call(detail::Memory<double>(inputs, x).read(), y.data());
      return y;
    });
  }
  /// The arithmetic behind the numbers, where it is another than their type says: "bfloat16" or "float16".
  Subject &precision(std::string arithmetic_) { return arithmetic = std::move(arithmetic_), *this; }
  /// Something else that is known of the function, as JSON: trait("degree", "2").
  Subject &trait(const std::string &key, std::string json) { return traits[key] = std::move(json), *this; }
  /// Called before each point: puts back whatever state the function changes.
  Subject &restore(std::function<void()> call) { return restored = std::move(call), *this; }
  /// The same question has the same answer to the bit.
  Subject &deterministic() { return repeats = true, *this; }

 private:
  template <class F>
  Subject &claim(const char *what, F call) {
    calls[what] = [call = std::move(call), inputs = inputs](const detail::Doubles &x, const detail::Doubles &along) { return call(inputs, x, along); };
    return *this;
  }
  static auto rows(std::function<void(Given, T *)> call, std::size_t size) {
    return [call = std::move(call), size](auto &inputs, auto &x, auto &) {
      auto numbers = detail::unwritten<T>(size);
      call(detail::Memory<T>(inputs, x).read(), numbers.data());
      return detail::widened(numbers);
    };
  }
};

/// A map with this many outputs, of which nothing is claimed yet.
template <class T = double, class F>
Subject<T> map(std::string name, std::vector<Tensor> inputs, std::size_t outputs, F f, const char *file = __builtin_FILE(), int line = __builtin_LINE()) {
  return Subject<T>(std::move(name), std::move(inputs), outputs, file, line).f(std::move(f));
}

/// A layer: forward(x, y) and backward(x, dy, dx). `outputs` is the number of entries of y.
template <class T = double, class F, class B>
Subject<T> layer(std::string name, std::vector<Tensor> inputs, std::size_t outputs, F forward, B backward, const char *file = __builtin_FILE(),
                 int line = __builtin_LINE()) {
  return Subject<T>(std::move(name), std::move(inputs), outputs, file, line).f(std::move(forward)).vjp(std::move(backward));
}

/// A function that returns its value, f(x), and gradient(x, dx).
template <class T = double, class F, class G>
Subject<T> function(std::string name, std::vector<Tensor> inputs, F f, G gradient, const char *file = __builtin_FILE(), int line = __builtin_LINE()) {
  return Subject<T>(std::move(name), std::move(inputs), 1, file, line)
      .f([f = std::move(f)](Tensors<const T> x, T *y) { *y = f(x); })
      .gradient(std::move(gradient));
}

namespace detail {

/// A value of JSON, as far as headers need it.
struct Json {
  enum Kind { null, boolean, number, text, list, object } kind = null;
  double value = 0;
  std::string string;
  std::vector<Json> items;
  std::vector<std::string> keys;

  /// The value of a key; null if there is none.
  Json operator[](std::string_view key) const {
    for (std::size_t i = 0; i < keys.size(); i++)
      if (keys[i] == key) return items[i];
    return {};
  }
};

/// Reads one value of JSON. @throws std::invalid_argument if there is none.
class Reader {
 public:
  explicit Reader(std::string_view text) : text(text) {}

  Json all() {
    Json value = any(0);
    if (next() != 0) fail();
    return value;
  }

 private:
  std::string_view text;
  std::size_t at = 0;

  [[noreturn]] static void fail() { throw std::invalid_argument("a header is no JSON"); }
  char next() {
    while (at < text.size() && std::strchr(" \t\r\n", text[at])) at++;
    return at < text.size() ? text[at] : 0;
  }
  void take(char wanted) {
    if (next() != wanted) fail();
    at++;
  }
  bool took(std::string_view word) {
    if (text.substr(at, word.size()) != word) return false;
    at += word.size();
    return true;
  }
  Json any(int depth) {
    constexpr int deepest = 100;
    if (depth > deepest) fail();
    Json value;
    const char first = next();
    if (first == '{' || first == '[') return many(depth, first == '{');
    if (first == '"') {
      value.kind = Json::text;
      value.string = quoted();
    } else if (took("true") || took("false")) {
      value.kind = Json::boolean;
      value.value = first == 't';
    } else if (!took("null")) {
      const std::string rest(text.substr(at, 40));
      char *end;
      value.kind = Json::number;
      value.value = std::strtod(rest.c_str(), &end);
      if (end == rest.c_str()) fail();
      at += static_cast<std::size_t>(end - rest.c_str());
    }
    return value;
  }
  Json many(int depth, bool keyed) {
    Json value;
    value.kind = keyed ? Json::object : Json::list;
    const char close = keyed ? '}' : ']';
    at++;
    if (next() != close)
      for (;;) {
        if (keyed) {
          if (next() != '"') fail();
          value.keys.push_back(quoted());
          take(':');
        }
        value.items.push_back(any(depth + 1));
        if (next() != ',') break;
        at++;
      }
    take(close);
    return value;
  }
  std::string quoted() {
    std::string found;
    for (at++; at < text.size() && text[at] != '"'; at++) {
      if (text[at] != '\\') {
        found += text[at];
        continue;
      }
      if (++at == text.size()) fail();
      static constexpr std::string_view names = "nrtbf", meant = "\n\r\t\b\f";
      const auto place = names.find(text[at]);
      if (text[at] == 'u') {
        const auto code = std::strtoul(std::string(text.substr(at + 1, 4)).c_str(), nullptr, 16);
        // Names of this protocol are of ASCII: another character is only shown.
        found += code < 128 ? static_cast<char>(code) : '?';
        at += 4;
      } else {
        found += place == std::string_view::npos ? text[at] : meant[place];
      }
    }
    if (at >= text.size()) fail();
    at++;
    return found;
  }
};

inline std::string quote(const std::string &text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (static_cast<unsigned char>(c) < 32) {
      char code[8];
      std::snprintf(code, sizeof code, "\\u%04x", static_cast<unsigned>(c));
      quoted += code;
    } else {
      if (c == '"' || c == '\\') quoted += '\\';
      quoted += c;
    }
  }
  return quoted + "\"";
}

/// A number as JSON writes it: null where it is not finite.
inline std::string digits(double value) {
  if (!std::isfinite(value)) return "null";
  char text[32];
  std::snprintf(text, sizeof text, "%.17g", value);
  return text;
}

/// Texts with commas between them.
template <class Items, class Text>
std::string joined(const Items &items, Text text) {
  std::string all;
  for (auto &item : items) all += (all.empty() ? "" : ",") + text(item);
  return all;
}

/// Thrown where the host is gone.
struct Closed {};

/// The channel that the host has made: bytes in and out.
class Channel {
 public:
  /// @throws std::runtime_error if the spelling names none
  explicit Channel(const std::string &spelling) {
    const auto colon = spelling.find(':'), comma = spelling.find(',');
    const std::string kind = spelling.substr(0, colon);
    if (comma == std::string::npos || (kind != "fifo" && kind != "fd")) throw std::runtime_error("GRADCHECK_CHANNEL names no channel");
    const std::string ask = spelling.substr(colon + 1, comma - colon - 1), tell = spelling.substr(comma + 1);
    from = kind == "fd" ? std::atoi(ask.c_str()) : ::open(ask.c_str(), O_RDONLY | O_CLOEXEC);
    to = kind == "fd" ? std::atoi(tell.c_str()) : ::open(tell.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    if (from < 0 || to < 0) throw std::runtime_error("the channel " + spelling + " cannot be opened");
  }
  Channel(const Channel &) = delete;
  Channel &operator=(const Channel &) = delete;
  ~Channel() {
    ::close(from);
    ::close(to);
  }
  void read(char *into, std::size_t size) { all(size, [&](std::size_t at) { return ::read(from, into + at, size - at); }); }
  void write(const char *bytes, std::size_t size) { all(size, [&](std::size_t at) { return ::write(to, bytes + at, size - at); }); }

 private:
  int from, to;

  template <class Part>
  static void all(std::size_t size, Part part) {
    for (std::size_t at = 0; at < size;) {
      const auto count = part(at);
      if (count > 0) at += static_cast<std::size_t>(count);
      else if (count == 0 || errno != EINTR) throw Closed();
    }
  }
};

/// An unsigned number of so many bytes, the least significant first.
inline std::uint64_t unsignedAt(const char *bytes, int count) {
  std::uint64_t value = 0;
  for (int i = count - 1; i >= 0; i--) value = value << 8 | static_cast<unsigned char>(bytes[i]);
  return value;
}

inline void append(std::string &bytes, std::uint64_t value, int count) {
  for (int i = 0; i < count; i++) bytes += static_cast<char>(value >> 8 * i & 255);
}

/// A number as its bits.
template <class Bits, class T>
Bits bits(T value) {
  static_assert(sizeof(Bits) == sizeof(T));
  Bits same;
  std::memcpy(&same, &value, sizeof same);
  return same;
}

constexpr std::size_t prefixBytes = 16, longestHeader = 1 << 24;

inline std::string frame(std::string header, const std::string &body = {}) {
  header.append((8 - header.size() % 8) % 8, ' ');
  std::string bytes = "1GCP";
  append(bytes, header.size(), 4);
  append(bytes, body.size(), 8);
  return bytes + header + body;
}

/// The next question and its numbers. @throws std::invalid_argument if it is no frame
inline std::pair<Json, Doubles> question(Channel &channel) {
  char prefix[prefixBytes];
  channel.read(prefix, sizeof prefix);
  const auto header = unsignedAt(prefix + 4, 4), body = unsignedAt(prefix + 8, 8);
  if (std::memcmp(prefix, "1GCP", 4) != 0 || header > longestHeader || body % 8 != 0) throw std::invalid_argument("the channel carried what is no frame");
  std::string text(header, 0), bytes(body, 0);
  channel.read(text.data(), text.size());
  channel.read(bytes.data(), bytes.size());
  Doubles numbers;
  for (std::size_t at = 0; at < bytes.size(); at += 8) numbers.push_back(bits<double>(unsignedAt(bytes.data() + at, 8)));
  return {Reader(text).all(), numbers};
}

inline std::string announced(const Announced &subject) {
  const auto inputs = joined(subject.inputs, [](auto &tensor) {
    return "{\"name\":" + quote(tensor.name) + ",\"shape\":[" + joined(tensor.shape, [](auto size) { return std::to_string(size); }) + "],\"range\":[" +
           digits(tensor.low) + "," + digits(tensor.high) + "]}";
  });
  std::vector<std::string> claims;
  for (const char *what : {"gradient", "jacobian", "vjp", "jvp", "hessian", "hvp", "reference"})
    if (subject.calls.count(what)) claims.push_back(quote(what));
  const auto same = [](auto &text) { return text; };
  return "{\"name\":" + quote(subject.name) + ",\"precision\":" + quote(subject.arithmetic) + ",\"source\":{\"file\":" + quote(subject.file) +
         ",\"line\":" + std::to_string(subject.line) + "},\"inputs\":[" + inputs + "],\"outputs\":" + std::to_string(subject.outputs) + ",\"claims\":[" +
         joined(claims, same) + "],\"features\":[\"line\"" + (subject.repeats ? ",\"deterministic\"" : "") + "],\"literals\":[" +
         joined(subject.literals, digits) + "],\"traits\":{" +
         joined(subject.traits, [](auto &trait) { return quote(trait.first) + ":" + trait.second; }) + "}}";
}

inline std::string hello(const std::vector<Announced> &subjects, const Json &asked) {
  bool known = false;
  for (auto &version : asked["protocol"].items) known = known || version.value == 1;
  return frame("{\"type\":\"hello\",\"protocol\":1,\"client\":\"gradcheck-cpp 0.1.0\",\"subjects\":[" + (known ? joined(subjects, announced) : "") + "]}");
}

inline std::string said(const std::string &error, const std::string &message) { return "\"error\":" + quote(error) + ",\"message\":" + quote(message); }

inline std::string trouble(const std::string &id, const std::string &error, const std::string &message) {
  return frame("{\"type\":\"error\",\"id\":" + id + "," + said(error, message) + "}");
}

/// The name of the type of an exception.
inline std::string nameOf(const std::exception &thrown) {
  const char *name = typeid(thrown).name();
#ifdef __GNUC__
  int status = 0;
  if (char *readable = abi::__cxa_demangle(name, nullptr, nullptr, &status)) {
    const std::string text = readable;
    std::free(readable);
    return text;
  }
#endif
  return name;
}

/// The points of a question, and what goes with each.
struct Points {
  std::vector<Doubles> xs, alongs;
};

/// @throws std::invalid_argument if the numbers are not as many as the question says
inline Points pointsOf(const Json &asked, const Doubles &numbers, std::size_t n, std::size_t along) {
  const auto k = static_cast<std::size_t>(asked["points"].value);
  const bool line = asked["form"].string == "line", shared = asked["shared"].value != 0;
  const std::size_t own = line ? 2 * n + k : k * n;
  if (numbers.size() != own + (shared ? 1 : k) * along)
    throw std::invalid_argument("the body of a question has " + std::to_string(numbers.size()) + " numbers where " +
                                std::to_string(own + (shared ? 1 : k) * along) + " should be");
  const auto part = [&](std::size_t from, std::size_t size) {
    const auto first = numbers.begin() + static_cast<std::ptrdiff_t>(from);
    return Doubles(first, first + static_cast<std::ptrdiff_t>(size));
  };
  Points points;
  for (std::size_t j = 0; j < k; j++) {
    points.xs.push_back(part(line ? 0 : j * n, n));
    if (line)
      for (std::size_t i = 0; i < n; i++) {
        // Rounded by itself: a compiler may fuse a product and a sum otherwise.
        const volatile double product = numbers[2 * n + j] * numbers[n + i];
        points.xs[j][i] += product;
      }
    points.alongs.push_back(part(own + (shared ? 0 : j) * along, along));
  }
  return points;
}

/// The answer to a call.
inline std::string values(const std::vector<Announced> &subjects, const Json &asked, const Doubles &numbers) {
  const auto started = std::chrono::steady_clock::now();
  const std::string id = std::to_string(static_cast<long long>(asked["id"].value)), what = asked["what"].string;
  const auto place = static_cast<std::size_t>(asked["subject"].value);
  if (place >= subjects.size()) return trouble(id, "Unknown", "no subject " + std::to_string(place) + " is served");
  const Announced &subject = subjects[place];
  const auto call = subject.calls.find(what);
  if (call == subject.calls.end()) return trouble(id, "Unknown", subject.name + " has no " + what);
  const std::size_t n = total(subject.inputs), m = subject.outputs;
  std::vector<std::size_t> shape{what == "f" || what == "jvp" || what == "reference" || what == "jacobian" ? m : n};
  if (what == "jacobian" || what == "hessian") shape.push_back(n);
  const Points points = pointsOf(asked, numbers, n, what == "vjp" ? m : what == "jvp" || what == "hvp" ? n : 0);
  const bool single = subject.single && what != "reference";
  std::string body, faults;
  for (std::size_t j = 0; j < points.xs.size(); j++) {
    const auto fault = [&](const std::string &error, const std::string &message) {
      faults += (faults.empty() ? "" : ",") + ("{\"at\":" + std::to_string(j)) + "," + said(error, message) + "}";
      return unwritten<double>(shape[0] * (shape.size() > 1 ? shape[1] : 1));
    };
    Doubles row;
    try {
      if (subject.restored) subject.restored();
      row = call->second(points.xs[j], points.alongs[j]);
    } catch (const std::exception &thrown) {
      row = fault(nameOf(thrown), thrown.what());
    } catch (...) {
      row = fault("exception", "something was thrown that is no std::exception");
    }
    for (const double value : row)
      if (single) append(body, bits<std::uint32_t>(static_cast<float>(value)), 4);
      else append(body, bits<std::uint64_t>(value), 8);
  }
  shape.insert(shape.begin(), points.xs.size());
  const auto spent = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - started).count();
  return frame("{\"type\":\"values\",\"id\":" + id + ",\"shape\":[" + joined(shape, [](auto size) { return std::to_string(size); }) + "],\"dtype\":\"" +
                   (single ? "f4" : "f8") + "\",\"us\":" + std::to_string(spent) + (faults.empty() ? "" : ",\"faults\":[" + faults + "]") + "}",
               body);
}

inline std::string answer(const std::vector<Announced> &subjects, const Json &asked, const Doubles &numbers) {
  const std::string type = asked["type"].string;
  const std::string id = std::to_string(static_cast<long long>(asked["id"].value));
  if (type == "hello") return hello(subjects, asked);
  if (type != "call") return trouble(id, "Unknown", "no message " + type + " is known");
  try {
    return values(subjects, asked, numbers);
  } catch (const std::exception &thrown) {
    return trouble(id, nameOf(thrown), thrown.what());
  }
}

}  // namespace detail

/// Answers the host that started this program until it says bye. The status of the program: 0, or 2 with a line on standard error if there is no host, or one that says what is no frame.
inline int serve(const std::vector<Announced> &subjects) {
  const char *spelling = std::getenv("GRADCHECK_CHANNEL");
  if (!spelling) {
    std::fputs("no host has started this program: run it by gradcheck run --exec PROGRAM\n", stderr);
    return 2;
  }
  try {
    detail::Channel channel(spelling);
    for (;;) {
      const auto [asked, numbers] = detail::question(channel);
      if (asked["type"].string == "bye") return 0;
      const std::string told = detail::answer(subjects, asked, numbers);
      channel.write(told.data(), told.size());
    }
  } catch (const detail::Closed &) {
    return 0;
  } catch (const std::exception &thrown) {
    std::fprintf(stderr, "%s\n", thrown.what());
    return 2;
  }
}

}  // namespace gradcheck
