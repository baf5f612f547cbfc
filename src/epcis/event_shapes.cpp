// The tables of what each object of EPCIS may and must hold.
#include "epcis/event_shapes.h"

namespace temgoc::event_shapes {
namespace {

constexpr Member kQuantityMembers[] = {
    {"epcClass", Kind::uri, true}, {"quantity", Kind::number}, {"uom", Kind::unit}};
constexpr Shape kQuantity{kQuantityMembers, false};
constexpr Member kPointMembers[] = {{"id", Kind::uri, true}};
constexpr Shape kPoint{kPointMembers, true, false};
constexpr Member kTransactionMembers[] = {{"type", Kind::word, false, &kTransactionTypes},
                                          {"bizTransaction", Kind::uri, true}};
constexpr Shape kTransaction{kTransactionMembers, false};
constexpr Member kSourceMembers[] = {{"type", Kind::word, true, &kPartyTypes},
                                     {"source", Kind::uri, true}};
constexpr Shape kSource{kSourceMembers, false};
constexpr Member kDestinationMembers[] = {{"type", Kind::word, true, &kPartyTypes},
                                          {"destination", Kind::uri, true}};
constexpr Shape kDestination{kDestinationMembers, false};
constexpr Member kPersistentMembers[] = {{"set", Kind::words, false, &kDispositions},
                                         {"unset", Kind::words, false, &kDispositions}};

}  // namespace

constexpr Shape kPersistent{kPersistentMembers, false};

namespace {

constexpr Member kDeclarationMembers[] = {{"declarationTime", Kind::time, true},
                                          {"reason", Kind::word, false, &kErrorReasons},
                                          {"correctiveEventIDs", Kind::uris}};
constexpr Shape kDeclaration{kDeclarationMembers};
constexpr Member kMetadataMembers[] = {
    {"time", Kind::time},    {"startTime", Kind::time},          {"endTime", Kind::time},
    {"deviceID", Kind::uri}, {"deviceMetadata", Kind::uri},      {"rawData", Kind::uri},
    {"bizRules", Kind::uri}, {"dataProcessingMethod", Kind::uri}};
constexpr Shape kMetadata{kMetadataMembers};
constexpr Member kReportMembers[] = {{"type", Kind::word, true, &kMeasurements},
                                     {"exception", Kind::word, false, &kAlerts},
                                     {"deviceID", Kind::uri},
                                     {"deviceMetadata", Kind::uri},
                                     {"rawData", Kind::uri},
                                     {"dataProcessingMethod", Kind::uri},
                                     {"bizRules", Kind::uri},
                                     {"time", Kind::time},
                                     {"microorganism", Kind::uri},
                                     {"chemicalSubstance", Kind::uri},
                                     {"coordinateReferenceSystem", Kind::uri},
                                     {"value", Kind::number},
                                     {"component", Kind::word, false, &kComponents},
                                     {"stringValue", Kind::text},
                                     {"booleanValue", Kind::yes_no},
                                     {"hexBinaryValue", Kind::hex},
                                     {"uriValue", Kind::uri},
                                     {"minValue", Kind::number},
                                     {"maxValue", Kind::number},
                                     {"meanValue", Kind::number},
                                     {"sDev", Kind::number},
                                     {"percRank", Kind::number},
                                     {"percValue", Kind::number},
                                     {"uom", Kind::text}};
constexpr Shape kReport{kReportMembers};
constexpr Member kElementMembers[] = {{"sensorMetadata", Kind::shape, false, nullptr, &kMetadata},
                                      {"sensorReport", Kind::some_shapes, true, nullptr, &kReport}};
constexpr Shape kElement{kElementMembers};

constexpr Member kCommon[] = {{"@context", Kind::free},
                              {"type", Kind::text, true},
                              {"eventTime", Kind::time, true},
                              {"recordTime", Kind::time},
                              {"eventTimeZoneOffset", Kind::zone, true},
                              {"eventID", Kind::uri},
                              {"certificationInfo", Kind::uri_or_uris},
                              {"errorDeclaration", Kind::shape, false, nullptr, &kDeclaration}};
constexpr Member kWhatFor[] = {{"bizStep", Kind::word, false, &kBizSteps},
                               {"disposition", Kind::word, false, &kDispositions},
                               {"readPoint", Kind::shape, false, nullptr, &kPoint},
                               {"bizLocation", Kind::shape, false, nullptr, &kPoint},
                               {"bizTransactionList", Kind::shapes, false, nullptr, &kTransaction},
                               {"sourceList", Kind::shapes, false, nullptr, &kSource},
                               {"destinationList", Kind::shapes, false, nullptr, &kDestination},
                               {"sensorElementList", Kind::shapes, false, nullptr, &kElement}};
constexpr Member kAction[] = {{"action", Kind::exact, true, &kActions}};
constexpr Member kOfObject[] = {
    {"epcList", Kind::unique_uris},
    {"quantityList", Kind::shapes, false, nullptr, &kQuantity},
    {"persistentDisposition", Kind::shape, false, nullptr, &kPersistent},
    {"ilmd", Kind::open}};
constexpr Member kOfParent[] = {{"parentID", Kind::uri},
                                {"childEPCs", Kind::uris},
                                {"childQuantityList", Kind::shapes, false, nullptr, &kQuantity}};
constexpr Member kOfTransaction[] = {{"parentID", Kind::uri},
                                     {"epcList", Kind::uris},
                                     {"quantityList", Kind::shapes, false, nullptr, &kQuantity}};
constexpr Member kOfTransformation[] = {
    {"inputEPCList", Kind::unique_uris},
    {"inputQuantityList", Kind::shapes, false, nullptr, &kQuantity},
    {"outputEPCList", Kind::unique_uris},
    {"outputQuantityList", Kind::shapes, false, nullptr, &kQuantity},
    {"transformationID", Kind::uri},
    {"persistentDisposition", Kind::shape, false, nullptr, &kPersistent},
    {"ilmd", Kind::open}};
constexpr Member kDocumentMembers[] = {{"@context", Kind::free, true},
                                       {"id", Kind::uri},
                                       {"type", Kind::text, true},
                                       {"schemaVersion", Kind::version, true},
                                       {"creationDate", Kind::time, true},
                                       {"instanceIdentifier", Kind::text},
                                       {"sender", Kind::text},
                                       {"receiver", Kind::text},
                                       {"epcisHeader", Kind::free},
                                       {"epcisBody", Kind::free, true}};
constexpr Member kQueryDocumentMembers[] = {
    {"@context", Kind::free, true}, {"id", Kind::uri},
    {"type", Kind::text, true},     {"schemaVersion", Kind::version},
    {"creationDate", Kind::time},   {"epcisBody", Kind::free, true}};

}  // namespace

Parts parts_of(std::string_view type) {
  if (type == "ObjectEvent") return {kCommon, kWhatFor, kAction, kOfObject};
  if (type == "AggregationEvent" || type == "AssociationEvent")
    return {kCommon, kWhatFor, kAction, kOfParent};
  if (type == "TransactionEvent") return {kCommon, kWhatFor, kAction, kOfTransaction};
  if (type == "TransformationEvent") return {kCommon, kWhatFor, kOfTransformation};
  return {};
}

Parts parts_of_own_type() { return {kCommon}; }

Parts parts_of_head(bool query) {
  return query ? Parts{kQueryDocumentMembers} : Parts{kDocumentMembers};
}

}  // namespace temgoc::event_shapes
