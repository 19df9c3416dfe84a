package jsonscan

// scanNumber checks a number and returns what Value.Number needs of it, and
// the index after it; -1 if the syntax is wrong.
func scanNumber(data []byte, at int) (mantissa uint64, decimals, end int) {
	if data[at] == '-' {
		at++
	}
	start := at
	mantissa, at = scanDigits(data, at, 0)
	digits := at - start
	if digits == 0 || digits > 1 && data[start] == '0' {
		return 0, 0, -1
	}
	if byteAt(data, at) == '.' {
		start = at + 1
		mantissa, at = scanDigits(data, start, mantissa)
		if decimals = at - start; decimals == 0 {
			return 0, 0, -1
		}
	}
	if c := byteAt(data, at); c == 'e' || c == 'E' {
		return 0, notExact, skipExponent(data, at+1)
	}
	if digits+decimals > maxDigits {
		decimals = notExact
	}
	return mantissa, decimals, at
}

// scanDigits appends decimal digits to n and returns the index after them. More
// than maxDigits may overflow n.
func scanDigits(data []byte, at int, n uint64) (sum uint64, end int) {
	for at < len(data) && isDigit(data[at]) {
		n = n*10 + uint64(data[at]-'0')
		at++
	}
	return n, at
}

func skipExponent(data []byte, at int) int {
	if c := byteAt(data, at); c == '+' || c == '-' {
		at++
	}
	_, end := scanDigits(data, at, 0)
	if end == at {
		return -1
	}
	return end
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }
