// Keeps secrets in locked pages of memory, which are wiped before they are given back.
#include "temgoc/base/secret_text.h"

#include <sys/mman.h>

#include <algorithm>
#include <cstring>
#include <new>
#include <utility>

namespace temgoc {
namespace {

constexpr std::size_t kPage = 4096;

char* locked_pages(std::size_t bytes) {
  void* pages = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (pages == MAP_FAILED) throw std::bad_alloc();
  // A low limit (ulimit -l) refuses this; the pages are still wiped and in no core file.
  static_cast<void>(::mlock(pages, bytes));
  ::madvise(pages, bytes, MADV_DONTDUMP);
  return static_cast<char*>(pages);
}

void give_back(char* pages, std::size_t bytes) {
  if (pages == nullptr) return;
  ::explicit_bzero(pages, bytes);
  ::munmap(pages, bytes);
}

}  // namespace

SecretText SecretText::copy_of(std::string_view text) {
  SecretText copy;
  if (text.empty()) return copy;
  copy.grow(text.size());
  std::memcpy(copy.data_, text.data(), text.size());
  copy.size_ = text.size();
  return copy;
}

SecretText::SecretText(SecretText&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)),
      size_(std::exchange(other.size_, 0)),
      capacity_(std::exchange(other.capacity_, 0)) {}

SecretText& SecretText::operator=(SecretText other) noexcept {
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  std::swap(capacity_, other.capacity_);
  return *this;
}

SecretText::~SecretText() { give_back(data_, capacity_); }

void SecretText::push_back(char byte) {
  if (size_ == capacity_) grow(size_ + 1);
  data_[size_++] = byte;
}

void SecretText::clear() {
  if (data_ != nullptr) ::explicit_bzero(data_, size_);
  size_ = 0;
}

void SecretText::grow(std::size_t capacity) {
  const std::size_t bytes = (capacity + kPage - 1) / kPage * kPage;
  char* larger = locked_pages(bytes);
  std::copy_n(view().data(), size_, larger);
  give_back(std::exchange(data_, larger), std::exchange(capacity_, bytes));
}

}  // namespace temgoc
