// temgoc.toml as it is written, with its explanations.
#include <fmt/format.h>

#include "temgoc/base/json.h"
#include "temgoc/workplace/workplace.h"

namespace temgoc {

namespace {

// A string as TOML has it, whatever stands in it: what JSON escapes, TOML escapes the same, and
// DEL.
std::string quoted(const std::string& text) {
  std::string written;
  for (const char c : Json(text).dump()) {
    if (c == '\x7f')
      written += "\\u007F";
    else
      written += c;
  }
  return written;
}

std::string retention_text(const RetentionSettings& retention) {
  return fmt::format(R"(
[retention]
# Những gì pháp luật cho phép xóa thì tự xóa khi quá hạn (docs/privacy.md). Tính bằng tháng.
# What the law lets go goes by itself when its time is over. In months.
# Báo nghi vấn của người mua, từ 12 tháng. / Reports of shoppers, 12 and more.
report_months = {}
# Lần kiểm tra do cán bộ gửi về, từ 12 tháng. / Visits of inspectors, 12 and more.
visit_months = {}
# Tài liệu EPCIS của đối tác, từ 60 tháng. / EPCIS documents of partners, 60 and more.
epcis_months = {}
# Nhật ký ai đã làm gì, từ 60 tháng. / The journal of who did what, 60 and more.
journal_months = {}
)",
                     retention.report_months, retention.visit_months, retention.epcis_months,
                     retention.journal_months);
}

// A line for each: a province has more than a hundred.
std::string programme_text(const ProgrammeSettings& programme) {
  std::string communes;
  for (const std::string& each : programme.communes)
    communes += fmt::format("{}\n  {}", communes.empty() ? "" : ",", quoted(each));
  return fmt::format(R"(
[programme]
# Chỉ tiêu của chương trình OCOP: số sản phẩm được công nhận từ 3 sao trở lên trong năm.
# The OCOP programme's target: products recognised with 3 stars or more in a year.
products_target = {}
# Các xã, phường, đặc khu mà chương trình phụ trách, mỗi dòng một nơi: "xã Bình Khánh, TP. Hồ Chí Minh". Để trống: chưa cho
# biết, trang Chương trình chỉ tính những nơi có hợp tác xã trong sổ.
# The communes that the programme covers. Empty: not given, only those of cooperatives on record are looked at.
communes = [{}{}]
)",
                     programme.products_target, communes, communes.empty() ? "" : "\n");
}

std::string log_store_text(const LogStoreSettings& log) {
  return fmt::format(R"(
[log]
# Nơi công bố thêm sổ công khai: kho đối tượng nói được S3, "s3://thung/duong-dan". Để trống: chỉ thư mục log/ tại đây.
# Chạy `temgoc log publish` (docs/operating.md).
# Where the log is published besides the folder log/: an object store that speaks S3. Empty: nowhere else.
store = {}
# Địa chỉ máy chủ S3, "https://s3.example.vn"; trống: của Amazon. / The S3 server's address; empty: Amazon's.
endpoint = {}
region = {}
# Tệp giữ khóa, theo dạng ~/.aws/credentials; trống: lấy từ biến môi trường TEMGOC_STORE_KEY_ID và TEMGOC_STORE_SECRET.
# A file with the key, in the form of ~/.aws/credentials; empty: from the environment.
credentials = {}
)",
                     quoted(log.store), quoted(log.endpoint), quoted(log.region),
                     quoted(log.credentials));
}

std::string registry_text(const std::string& url, bool on_replica) {
  return fmt::format(R"(
[registry]
# Sổ đăng ký nằm ở đâu. Để trống: tệp registry.sqlite trong nơi làm việc này. Cả tỉnh, nhiều máy cùng cấp mã: một máy chủ
# PostgreSQL, "postgresql://temgoc@may-chu/temgoc". Mật khẩu không ghi ở đây mà ghi trong ~/.pgpass (docs/operating.md).
# Where the registry is. Empty: the file registry.sqlite here. Otherwise a PostgreSQL server's URL; no password in it.
url = {}
# Bao giờ thì coi là đã ghi: khi máy chủ chính đã ghi xuống đĩa ("primary"), hay phải chờ thêm một máy bản sao cũng đã ghi
# ("replica", chỉ khi có máy chủ và máy chủ đó có bản sao đồng bộ).
# When a record counts: on the primary's disk, or on a synchronous replica's as well ("replica", of a server alone).
durability = "{}"
)",
                     quoted(url), on_replica ? "replica" : "primary");
}

std::string quoted_list(const std::vector<std::string>& entries) {
  std::string list;
  for (const std::string& entry : entries)
    list += fmt::format("{}{}", list.empty() ? "" : ", ", quoted(entry));
  return list;
}

std::string serve_text(const ServeSettings& serve) {
  return fmt::format(R"(
[serve]
# Trang kiểm tra (`temgoc serve`): địa chỉ và cổng. Ra Internet phải qua TLS: ở đây hoặc qua nginx (docs/serve.md).
# The public service: address and port. Public use needs TLS, here or in front (docs/serve.md).
listen = {}
# Chỗ riêng cho /health và /metrics; để trống: chỉ trên chính máy này.
# An address of its own for /health and /metrics; empty: from this machine alone.
metrics_listen = {}
# Số luồng; 0: mỗi nhân một luồng. / Threads; 0: one a processor.
threads = {}
# Tệp PEM; để trống cả hai: không TLS. / PEM files; both empty: no TLS.
tls_certificate = {}
tls_key = {}
# Máy chủ trung gian được tin (địa chỉ hoặc mạng) khi cho biết địa chỉ khách (X-Forwarded-For).
# Proxies (addresses or networks) believed when they say whom they serve.
trusted_proxies = [{}]
# Tên trường mà máy chủ trung gian được tin dùng để cho biết tỉnh của khách (GeoIP); trống: không biết nơi quét.
# The field in which a trusted proxy says the visitor's province (GeoIP); empty: no places.
place_header = {}
# Địa chỉ hoặc mạng của hợp tác xã: nhân viên quét không tính. Người bán quét hàng của mình là chuyện thường.
# Addresses or networks of the cooperative: scans from there do not count.
staff_networks = [{}]
# Nhật ký truy cập: tệp, "-" là stderr, trống: không ghi. Không bao giờ ghi địa chỉ khách.
# Access log: a file, "-" for stderr, empty for none. Never holds a visitor's address.
access_log = {}
max_connections = {}
connections_per_address = {}
# Của một địa chỉ; 0: không giới hạn. / Of one address; 0: no limit.
requests_per_second = {}
# Chỉ đọc từ một máy bản sao PostgreSQL, "postgresql://…"; lượt quét vẫn gửi về [registry] url. Để trống: đọc ở đó luôn.
# A PostgreSQL replica to read from; scans go to [registry] url all the same. Empty: that is read, too.
replica = {}
# Thư mục giữ lượt quét trong lúc máy chủ chính không tới được; trống: scans_waiting trong nơi làm việc này.
# Folder of scans that wait while the primary cannot be reached; empty: scans_waiting here.
scan_queue = {}
# Bản sao mất tin máy chủ chính quá số phút này thì không kết luận nữa. / After that a replica without news is not believed.
most_lag_minutes = {}
# Không có sổ đăng ký: trả lời theo gói dữ liệu trong thư mục, tệp hoặc địa chỉ https này. Để trống: có sổ đăng ký.
# Without a registry: answer from the bundles of this folder, file or https address. Empty: there is a registry.
bundle = {}
# Cứ mấy giây xem có gói mới một lần. / Seconds between two looks for a newer one.
bundle_seconds = {}
)",
                     quoted(serve.listen), quoted(serve.metrics_listen), serve.threads,
                     quoted(serve.tls_certificate), quoted(serve.tls_key),
                     quoted_list(serve.trusted_proxies), quoted(serve.place_header),
                     quoted_list(serve.staff_networks), quoted(serve.access_log),
                     serve.max_connections, serve.connections_per_address,
                     serve.requests_per_second, quoted(serve.replica), quoted(serve.scan_queue),
                     serve.most_lag_minutes, quoted(serve.bundle), serve.bundle_seconds);
}

}  // namespace

std::string Settings::text() const {
  return fmt::format(
             R"(# Nơi làm việc temgoc / temgoc workplace.

# Tên hệ thống, chọn một lần khi tạo, không bao giờ đổi.
# The log's origin: chosen once, never changed. It is signed into every label.
realm = "{}"

# Tên miền của trang kiểm tra, viết thường. Tên đầu tiên được in trong mã QR. Để trống: chỉ in tem thử.
# Hosts of the verifier page. The first is printed in the QR code; empty: test labels only. After a change run
# `temgoc trust sign`. A host that printed labels carry can never be removed; another may be put before or beside it.
hosts = [{}]

[issuing]
# Ngày đóng gói lùi quá số ngày này thì phải nêu lý do (--backdate).
# A pack day further back than this needs a reason (--backdate).
max_backdate_days = {}
# Cho phép ngày đóng gói là ngày mai, khi tem được in từ tối hôm trước (true hoặc false).
# Allows tomorrow as the pack day, where labels are printed the evening before (true or false).
pack_tomorrow = {}

[trust]
# Danh sách tin cậy có hiệu lực bao nhiêu ngày kể từ khi ký.
# Days that a trust list is valid for once signed.
valid_days = {}

[copies]
# Nghi tem bị sao chép khi một tem (từng sản phẩm) bị quét nhiều hơn số lần, hoặc ở nhiều nơi hơn số này.
# A per-item label is suspected to be copied above this many scans, or in more places than this. A shop's own
# scanning is normal: do not set these too low.
scans = {}
places = {}
# Hoặc ở hai tỉnh quá xa để đi kịp giữa hai lần quét, dù với tốc độ này (km/giờ); 0: không xét.
# Or in two provinces that even this speed (km/h) does not bring anyone between in the time; 0: never.
fastest_km_per_hour = {}

[scans]
# Giữ lượt quét theo ngày bao nhiêu tháng; sau đó chỉ còn tổng số của mỗi mã.
# Months that scans are kept by day; after that only the sum of each code.
keep_months = {}

[printing]
# In trên 2.000 tem: đọc lại bao nhiêu mã trước khi giao tệp ("all": tất cả; ít nhất 200). Ít hơn thì luôn đọc lại tất cả.
# Of more than 2,000 labels: how many codes are read back before the files are released ("all", or 200 and more).
# Smaller jobs are always read back whole.
read_back = {}
# Số trang nhiều nhất của một tệp PDF (1 đến 5000): in nhiều hơn thì chia thành nhiều tệp.
# The most pages of one PDF (1 to 5000): longer jobs are cut into several files.
pages_in_part = {}

[events]
# Dùng, giao hoặc bán nhiều hơn số có của một lô: chỉ cảnh báo (false) hay không cho ghi (true).
# More of a lot is used, shipped or sold than there is: a warning (false), or refused (true).
refuse_overuse = {}

[labels]
# Trang kiểm tra dùng làm nhãn điện tử (Nghị định 37/2026, Điều 53): hàng rủi ro thấp được đưa nội dung bắt buộc lên đó (true hoặc
# false). Hãy hỏi cơ quan quản lý trước khi bật.
# The public page serves as the electronic label of Decree 37/2026, Article 53 (true or false). Ask the authority first.
e_label = {}
)",
             realm, quoted_list(hosts), max_backdate_days, pack_tomorrow, trust_valid_days,
             copies.scans, copies.places, copies.fastest_km_per_hour, keep_scan_months,
             printing.read_back == kReadAll ? "\"all\"" : std::to_string(printing.read_back),
             printing.pages_in_part, refuse_overuse, e_label) +
         retention_text(retention) + programme_text(programme) +
         registry_text(registry_url, on_replica) + log_store_text(log_store) + serve_text(serve);
}

}  // namespace temgoc
