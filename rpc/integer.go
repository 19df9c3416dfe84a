package rpc

import (
	"math"
	"strconv"

	"sagishi/internal/platform/apierr"
)

// integer is a whole number of a request. Some clients know only floats and send
// 100 as 100.0.
type integer int64

// UnmarshalJSON reads a number whose fraction is zero. null leaves the number as
// it is, which is what encoding/json wants.
func (i *integer) UnmarshalJSON(data []byte) error {
	if string(data) == "null" {
		return nil
	}
	value, err := strconv.ParseFloat(string(data), 64)
	if err != nil || !isWhole(value) {
		return apierr.Invalid("must be a whole number")
	}
	*i = integer(value)
	return nil
}

// isWhole reports whether value is a whole number in the range in which a float
// is exact.
func isWhole(value float64) bool {
	return value == math.Trunc(value) && math.Abs(value) <= 1<<53
}
