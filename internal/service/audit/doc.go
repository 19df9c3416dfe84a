// Package audit compares players' wallets with their ledgers, and the ledgers
// with the receipts. They are written in one transaction, so a difference means
// a defect, or a change past the plugin.
//
// It imports platform packages alone. Begin with service.go.
package audit
