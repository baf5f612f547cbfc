// One connection from its first byte to its last. Included by http_server.cpp alone.
#pragma once

#include <boost/asio/post.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>

#include <algorithm>
#include <array>
#include <string>
#include <type_traits>

#include "http/gatekeeper.h"
#include "http/head_check.h"
#include "http/response_head.h"
#include "http/worker.h"
#include "temgoc/http/uploaded_file.h"

namespace temgoc {

template <class Stream>
class HttpSession final : public Connection,
                          public std::enable_shared_from_this<HttpSession<Stream>> {
 public:
  HttpSession(Worker& worker, Stream stream, ConnectionCount::Place place, Ends ends,
              std::shared_ptr<asio::ssl::context> tls)
      : worker_(worker),
        tls_(std::move(tls)),
        stream_(std::move(stream)),
        place_(std::move(place)),
        gatekeeper_(worker_.shared(), worker_.metrics(), worker_.answerer(), ends),
        self_(worker_.enter(*this)) {}
  ~HttpSession() override { worker_.leave(self_); }

  void start() {
    set_deadline(door().limits.head_deadline);
    if constexpr (kTls) {
      phase_ = Phase::ending;  // a late handshake has no one to tell
      stream_.async_handshake(asio::ssl::stream_base::server,
                              then([](HttpSession& session, bool good) {
                                if (good)
                                  session.await_request(session.door().limits.head_deadline);
                              }));
    } else {
      await_request(door().limits.head_deadline);
    }
  }

  void end_if_late(Moment now) override {
    if (now < deadline_) return;
    if (phase_ != Phase::reading) return end();
    // The read that this cancels answers 408.
    late_ = true;
    cancel();
  }
  void end_if_idle() override {
    if (phase_ == Phase::idle) end();
  }
  void end() override {
    boost::system::error_code ignored;
    socket().close(ignored);
  }

 private:
  static constexpr bool kTls = !std::is_same_v<Stream, tcp::socket>;
  static constexpr std::size_t kReadAtOnce = 4096;
  static constexpr std::size_t kMostToDiscard = 64 << 10;

  // What a deadline that passes means. While another thread makes the answer it is `writing`.
  enum class Phase { idle, reading, writing, ending };

  const Door& door() const { return worker_.shared().door; }
  tcp::socket& socket() {
    if constexpr (kTls) {
      return stream_.next_layer();
    } else {
      return stream_;
    }
  }
  void set_deadline(std::chrono::milliseconds from_now) {
    deadline_ = std::chrono::steady_clock::now() + from_now;
  }
  // A large body may come over the network of a market: it is given the time of 8 KiB a second.
  std::chrono::milliseconds body_deadline() const {
    const bool large = head_.body_length > door().limits.max_body;
    return door().limits.body_deadline + std::chrono::seconds(large ? head_.body_length >> 13 : 0);
  }
  void cancel() {
    boost::system::error_code ignored;
    socket().cancel(ignored);
  }
  // A handler that keeps the session alive until it has run.
  template <class Handler>
  auto then(Handler handler) {
    return [self = this->shared_from_this(), handler](const boost::system::error_code& fault,
                                                      std::size_t = 0) { handler(*self, !fault); };
  }

  void await_request(std::chrono::milliseconds deadline) {
    upload_.reset();
    head_ = {};  // a refusal of the next request must not be shaped by the one before
    if (worker_.draining() && buffer_.empty()) return close();
    phase_ = buffer_.empty() ? Phase::idle : Phase::reading;
    set_deadline(buffer_.empty() ? deadline : door().limits.head_deadline);
    look_for_head();
  }

  // Reads some more, then `next`. The first byte of a request starts the head's deadline.
  template <class Next>
  void read_more(Next next) {
    const std::size_t before = buffer_.size();
    buffer_.resize(before + kReadAtOnce);
    stream_.async_read_some(asio::buffer(buffer_.data() + before, kReadAtOnce),
                            [self = this->shared_from_this(), before, next](
                                const boost::system::error_code& fault, std::size_t read) {
                              self->buffer_.resize(before + read);
                              if (fault) return self->on_read_fault();
                              if (self->phase_ == Phase::idle) {
                                self->phase_ = Phase::reading;
                                self->set_deadline(self->door().limits.head_deadline);
                              }
                              next(*self);
                            });
  }

  void on_read_fault() {
    if (late_) refuse(408, Refusal::slow);  // else gone, or ended
  }

  void look_for_head() {
    constexpr std::string_view kHeadEnd = "\r\n\r\n";
    buffer_.erase(0, empty_lines_before(buffer_));
    const std::size_t end = std::string_view(buffer_).find(kHeadEnd);
    if (end != std::string_view::npos) return take_head(end + kHeadEnd.size());
    if (const unsigned fault = unfinished_head_fault(buffer_))
      return refuse(fault, Refusal::malformed);
    read_more([](HttpSession& session) { session.look_for_head(); });
  }

  void take_head(std::size_t size) {
    const std::string_view bytes = std::string_view(buffer_).substr(0, size);
    if (const unsigned fault = head_fault(bytes, longest_body())) {
      // A body too long is no fault of the head: it says whom the answer is for.
      if (fault == 413) head_ = parse_request_head(bytes, door().place_header);
      return refuse(fault, Refusal::malformed);
    }
    head_ = parse_request_head(bytes, door().place_header);
    if (head_.fault != 0) return refuse(head_.fault, Refusal::malformed);
    if (auto refusal = gatekeeper_.refusal(head_)) return answer(share(std::move(*refusal)), false);
    buffer_.erase(0, size);
    if (head_.body_length > 0 && gatekeeper_.takes_upload(head_.request)) return begin_upload();
    if (head_.body_length > 0) set_deadline(body_deadline());
    look_for_body();
  }
  std::size_t longest_body() const {
    return std::max({door().limits.max_body, door().uploads.most, door().large_bodies.most});
  }

  void begin_upload() {
    set_deadline(door().limits.upload_deadline);
    auto file = UploadedFile::create(door().uploads.folder);
    if (!file) return refuse(507, Refusal::failed);
    upload_ = std::move(*file);
    take_upload();
  }
  void take_upload() {
    const std::size_t lacking = head_.body_length - upload_->size();
    const std::size_t here = std::min(buffer_.size(), lacking);
    if (auto kept = upload_->append(std::string_view(buffer_).substr(0, here)); !kept)
      return refuse(507, Refusal::failed);
    buffer_.erase(0, here);
    if (here < lacking) return read_more([](HttpSession& session) { session.take_upload(); });
    head_.request.upload = std::move(upload_);
    answer_request();
  }

  void look_for_body() {
    if (buffer_.size() < head_.body_length)
      return read_more([](HttpSession& session) { session.look_for_body(); });
    head_.request.body = buffer_.substr(0, head_.body_length);
    buffer_.erase(0, head_.body_length);
    answer_request();
  }
  void answer_request() {
    ++served_;
    const bool last =
        !head_.keep_alive || worker_.draining() || served_ >= door().limits.requests_per_connection;
    if (gatekeeper_.answer_later(head_.request, reply(!last))) {
      forget_body();
      phase_ = Phase::writing;
      return set_deadline(door().limits.answer_deadline);
    }
    SharedResponse response = gatekeeper_.answer(head_.request);
    head_.request.upload.reset();
    forget_body();
    answer(std::move(response), !last);
  }

  // From another thread to this session's own.
  Reply reply(bool keep_alive) {
    return [self = this->shared_from_this(), keep_alive,
            began = std::chrono::steady_clock::now()](SharedResponse response) {
      asio::post(self->stream_.get_executor(), [self, keep_alive, began, response] {
        self->gatekeeper_.answered(self->head_.request, *response, began);
        self->answer(response, keep_alive);
      });
    };
  }

  // A form may have held a passphrase: nothing of it stays in memory that is used again.
  void forget_body() {
    if (head_.body_length == 0) return;
    std::ranges::fill(head_.request.body, '\0');
    const std::size_t unread = buffer_.size();
    buffer_.resize(buffer_.capacity());
    std::fill(buffer_.begin() + static_cast<std::ptrdiff_t>(unread), buffer_.end(), '\0');
    buffer_.resize(unread);
  }

  // What was sent is not understood, or not all there: nothing after it can be.
  void refuse(unsigned status, Refusal why) {
    upload_.reset();
    HttpResponse response = gatekeeper_.refused(plain_answer(status), why);
    if (door().dress_refusal) door().dress_refusal(head_.request, response);
    answer(share(std::move(response)), false);
  }

  void answer(SharedResponse response, bool keep_alive) {
    response_ = std::move(response);
    wire_head_ = response_head(*response_, {keep_alive, kTls, door().clock()});
    const std::size_t sent = head_.request.method == "HEAD" ? 0 : response_->body.size();
    phase_ = Phase::writing;
    set_deadline(door().limits.write_deadline);
    const std::array<asio::const_buffer, 2> wire = {asio::buffer(wire_head_),
                                                    asio::buffer(response_->body, sent)};
    asio::async_write(stream_, wire, then([keep_alive](HttpSession& session, bool good) {
                        if (!good) return;
                        if (!keep_alive) return session.close();
                        session.response_.reset();
                        session.await_request(session.door().limits.idle_deadline);
                      }));
  }

  // Closing a socket with unread bytes in it would take our last answer back: half, then whole.
  void close() {
    phase_ = Phase::ending;
    set_deadline(std::chrono::seconds(2));
    if constexpr (kTls) {
      stream_.async_shutdown(then([](HttpSession& session, bool) { session.half_close(); }));
    } else {
      half_close();
    }
  }
  void half_close() {
    boost::system::error_code ignored;
    socket().shutdown(tcp::socket::shutdown_send, ignored);
    discard(0);
  }
  void discard(std::size_t so_far) {
    if (so_far > kMostToDiscard) return end();
    buffer_.resize(kReadAtOnce);
    socket().async_read_some(asio::buffer(buffer_),
                             [self = this->shared_from_this(), so_far](
                                 const boost::system::error_code& fault, std::size_t read) {
                               if (!fault) self->discard(so_far + read);
                             });
  }

  Worker& worker_;
  std::shared_ptr<asio::ssl::context> tls_;  // outlives the stream
  Stream stream_;
  ConnectionCount::Place place_;
  Gatekeeper gatekeeper_;
  std::list<Connection*>::iterator self_;
  Phase phase_ = Phase::idle;
  bool late_ = false;
  Moment deadline_{};
  unsigned served_ = 0;
  std::string buffer_;
  RequestHead head_;
  std::unique_ptr<UploadedFile> upload_;  // while its body comes in
  SharedResponse response_;
  std::string wire_head_;
};

}  // namespace temgoc
