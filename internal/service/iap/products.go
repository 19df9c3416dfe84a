package iap

import (
	"bytes"
	_ "embed" // the product table
	"fmt"

	"sagishi/internal/platform/datafile"
)

//go:embed products.json
var embedded []byte

// EmbeddedProducts is the product table that the plugin brings along.
func EmbeddedProducts() []byte { return bytes.Clone(embedded) }

// Products says how many coins each product of the stores grants.
type Products map[string]int64

// The limits of a product table.
const (
	maxName  = 256
	maxCoins = 1_000_000_000
)

type productsFile struct {
	Products []struct {
		ID    string `json:"product_id"`
		Coins int64  `json:"coins"`
	} `json:"products"`
}

// LoadProducts reads a product table. The error names the entry at fault.
func LoadProducts(data []byte) (Products, error) {
	table, err := datafile.Decode[productsFile]("products", data)
	if err != nil {
		return nil, err
	}
	products := make(Products, len(table.Products))
	for i, p := range table.Products {
		if p.ID == "" || len(p.ID) > maxName {
			return nil, fmt.Errorf("products[%d]: product_id is %q: want 1..%d characters", i, p.ID, maxName)
		}
		if _, twice := products[p.ID]; twice {
			return nil, fmt.Errorf("products[%d]: product_id %q is there twice", i, p.ID)
		}
		if p.Coins < 1 || p.Coins > maxCoins {
			return nil, fmt.Errorf("products[%d] (%s): coins is %d: want 1..%d", i, p.ID, p.Coins, maxCoins)
		}
		products[p.ID] = p.Coins
	}
	return products, nil
}
