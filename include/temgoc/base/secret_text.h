// Text that must not stay behind: passphrases and PINs.
#pragma once

#include <cstddef>
#include <string_view>
#include <type_traits>

namespace temgoc {

// In pages of its own, which are locked in memory where the system allows it (never swapped), left
// out of core files, and overwritten when the text goes. Nothing prints it.
class SecretText {
 public:
  SecretText() = default;
  template <class Text>
  requires(std::is_convertible_v<const Text&, std::string_view> &&
           !std::is_same_v<Text, SecretText>) SecretText(const Text& text)
      : SecretText(copy_of(text)) {}
  SecretText(const SecretText& other) : SecretText(copy_of(other.view())) {}
  SecretText(SecretText&& other) noexcept;
  SecretText& operator=(SecretText other) noexcept;
  ~SecretText();

  std::string_view view() const { return {data_, size_}; }
  operator std::string_view() const { return view(); }
  bool empty() const { return size_ == 0; }
  std::size_t size() const { return size_; }
  void push_back(char byte);
  void pop_back() { data_[--size_] = '\0'; }  // REQUIRES: !empty()
  void clear();                               // wipes at once

  friend bool operator==(const SecretText& a, std::string_view b) { return a.view() == b; }

 private:
  static SecretText copy_of(std::string_view text);
  void grow(std::size_t capacity);

  char* data_ = nullptr;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
};

}  // namespace temgoc
