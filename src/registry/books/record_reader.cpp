// Decodes the stored JSON of each kind of record.
#include "record_reader.h"

#include "temgoc/base/json.h"
#include "temgoc/model/records.h"

namespace temgoc::sql {

template <>
Cooperative RecordReader::decoded(const std::string& body) {
  return cooperative_from(trusted(parse_json(body)));
}

template <>
Place RecordReader::decoded(const std::string& body) {
  return place_from(trusted(parse_json(body)));
}

template <>
Product RecordReader::decoded(const std::string& body) {
  return product_from(trusted(parse_json(body)));
}

template <>
Certification RecordReader::decoded(const std::string& body) {
  return certification_from(trusted(parse_json(body)));
}

}  // namespace temgoc::sql
