// Memory for the values of one row: handed out by bumping a pointer, given back all at once by reset().
// Blocks are kept and used again, because fresh memory is what costs (a row needs none after the first few).
#pragma once

#include <cstddef>
#include <cstring>
#include <memory>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace parity {

class Arena {
 public:
  Arena() = default;
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;
  Arena(Arena&& other) noexcept { *this = std::move(other); }
  Arena& operator=(Arena&& other) noexcept {  // `other` is empty then, not a second owner of the same bytes
    blocks_ = std::exchange(other.blocks_, {});
    block_ = std::exchange(other.block_, 0);
    next_ = std::exchange(other.next_, nullptr);
    left_ = std::exchange(other.left_, 0);
    return *this;
  }

  // Uninitialised bytes, aligned to 8, valid until reset().
  char* bytes(std::size_t count) {
    const std::size_t rounded = (count + 7) & ~std::size_t{7};
    if (rounded > left_) grow(rounded);
    char* at = next_;
    next_ += rounded;
    left_ -= rounded;
    return at;
  }

  template <class T>
  std::span<T> array(std::size_t count) {
    static_assert(std::is_trivially_copyable_v<T> && alignof(T) <= 8);
    return {reinterpret_cast<T*>(bytes(count * sizeof(T))), count};
  }

  std::string_view copy(std::string_view text) {
    if (text.empty()) return {};
    char* at = bytes(text.size());
    std::memcpy(at, text.data(), text.size());
    return {at, text.size()};
  }

  // Everything handed out so far becomes invalid.
  void reset() {
    block_ = 0;
    if (blocks_.empty()) return;
    next_ = blocks_[0].memory.get();
    left_ = blocks_[0].size;
  }

 private:
  struct Block {
    std::unique_ptr<char[]> memory;
    std::size_t size = 0;
  };

  void grow(std::size_t needed) {
    while (!blocks_.empty() && block_ + 1 < blocks_.size()) {
      ++block_;
      if (blocks_[block_].size >= needed) return use(blocks_[block_]);
    }
    const std::size_t size = needed > kBlock ? needed : kBlock;
    blocks_.push_back({std::make_unique_for_overwrite<char[]>(size), size});
    block_ = blocks_.size() - 1;
    use(blocks_.back());
  }

  void use(Block& block) {
    next_ = block.memory.get();
    left_ = block.size;
  }

  static constexpr std::size_t kBlock = 64 * 1024;
  std::vector<Block> blocks_;
  std::size_t block_ = 0;
  char* next_ = nullptr;
  std::size_t left_ = 0;
};

}  // namespace parity
