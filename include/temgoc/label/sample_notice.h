// What every label of sample data says: the field `sample_notice`, or, where a template does not
// show it, what LabelJob::sample adds.
#pragma once

#include <string_view>

namespace temgoc {

inline constexpr std::string_view kSampleNotice = "DỮ LIỆU MẪU";

}  // namespace temgoc
