// Whether an Ed25519 public key is a point of the prime-order subgroup.
#pragma once

#include "temgoc/seal/seal.h"

namespace temgoc {

// True exactly if `key`, its y taken as RFC 8032 reads it, is a point of the curve whose multiple
// by the group order is the identity. So false for a key that is no point and for one of mixed
// order. The identity itself is true. Takes about as long as checking one signature. Not constant
// in time: ask it of public keys alone.
bool is_of_prime_order(const PublicKeyBytes& key);

}  // namespace temgoc
