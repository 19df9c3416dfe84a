// Package rpc has the functions that clients and operators call by id.
//
// Begin with policy.go: one row for each RPC names its id, its handler and its
// rate limit. endpoint.go checks the caller, decodes the request, encodes the
// answer, and turns errors into codes, the same way for all. decode.go and
// request_type.go read requests strictly. Each other file has the request and
// answer types of one subject.
//
// The package may import the services, tournaments and internal/platform, and
// neither hooks nor match.
package rpc
