// Package iap grants coins for purchases in the stores, once a transaction, and
// takes them back when a purchase is refunded.
//
// It imports platform packages and notifications. Begin with iap.go.
package iap
