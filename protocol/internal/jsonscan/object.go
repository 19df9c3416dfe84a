package jsonscan

// Object reads the members of a JSON object in their order. A name that comes
// twice is returned twice.
//
//	object := jsonscan.Scan(data)
//	for object.Next() {
//		use(object.Name(), object.Value())
//	}
//	if !object.Valid() {
//		// ignore what was read: the data is not one JSON object
//	}
type Object struct {
	data  []byte
	at    int  // the next byte to read
	begin byte // what comes before the next member: a brace, then commas
	valid bool
	name  []byte
	value Value
}

// Scan returns a reader of the object in data, which must not change until the
// object is read.
func Scan(data []byte) Object { return Object{data: data, begin: '{'} }

// Next reads the next member. It returns false after the last one and at the
// first syntax error; Valid tells which.
func (o *Object) Next() bool {
	at := skipSpace(o.data, o.at)
	if at == len(o.data) {
		return false
	}
	o.at = len(o.data) // stops here, unless a member is read
	first := o.begin == '{'
	if o.data[at] == o.begin {
		at = skipSpace(o.data, at+1)
		if !first || byteAt(o.data, at) != '}' {
			o.begin = ','
			return o.read(at)
		}
	} else if first {
		return false
	}
	o.valid = byteAt(o.data, at) == '}' && skipSpace(o.data, at+1) == len(o.data)
	return false
}

// read reads the member that begins at the index.
func (o *Object) read(at int) bool {
	end := skipString(o.data, at)
	if end < 0 {
		return false
	}
	o.name = o.data[at:end]
	if at = skipColon(o.data, end); at < 0 {
		return false
	}
	if c := byteAt(o.data, at); c == '-' || isDigit(c) {
		o.value.mantissa, o.value.decimals, end = scanNumber(o.data, at)
	} else {
		end = skipValue(o.data, at, MaxDepth-1)
	}
	if end < 0 {
		return false
	}
	o.value.raw = o.data[at:end]
	o.at = end
	return true
}

// Name returns the current member's name, unescaped.
func (o *Object) Name() []byte { return unquote(o.name) }

// Value returns the current member's value.
func (o *Object) Value() Value { return o.value }

// Valid reports whether the data is one JSON object and nothing else. It is
// known once Next has returned false.
func (o *Object) Valid() bool { return o.valid }
