package leak

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"html"
	"regexp"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// decode undoes one layer of character references (&eacute;), percent-encoding (%C3%A9) and the escapes of JSON and
// JavaScript (\u00e9). It reports whether there was anything to undo.
func decode(text []byte) ([]byte, bool) {
	before := text
	if bytes.IndexByte(text, '&') >= 0 {
		text = []byte(html.UnescapeString(string(text)))
	}
	if bytes.IndexByte(text, '%') >= 0 {
		text = unpercent(text)
	}
	if bytes.IndexByte(text, '\\') >= 0 {
		text = unescape(text)
	}
	return text, !bytes.Equal(text, before)
}

func unpercent(text []byte) []byte {
	out := make([]byte, 0, len(text))
	for i := 0; i < len(text); i++ {
		if text[i] == '%' {
			if n, ok := hex(text, i+1, 2); ok {
				out = append(out, byte(n))
				i += 2
				continue
			}
		}
		out = append(out, text[i])
	}
	return out
}

func unescape(text []byte) []byte {
	out := make([]byte, 0, len(text))
	for i := 0; i < len(text); i++ {
		if text[i] != '\\' || i+1 == len(text) {
			out = append(out, text[i])
			continue
		}
		i++
		switch c := text[i]; c {
		case 'n', 'r', 't', 'b', 'f', 'v':
			out = append(out, ' ')
		case 'x':
			if n, ok := hex(text, i+1, 2); ok {
				out = utf8.AppendRune(out, n)
				i += 2
			}
		case 'u':
			r, used := codePoint(text[i:])
			if used > 0 {
				out = utf8.AppendRune(out, r)
				i += used - 1
				continue
			}
			out = append(out, '\\', 'u')
		case '"', '\'', '/', '\\', '`':
			out = append(out, c)
		default:
			out = append(out, '\\', c)
		}
	}
	return out
}

// codePoint reads u00e9, ud83dude00 with a backslash in the middle, or u{1f600}; used is 0 when it is none of them.
func codePoint(text []byte) (r rune, used int) {
	if m := braced.FindSubmatch(text); m != nil {
		n, err := strconv.ParseUint(string(m[1]), 16, 32)
		if err != nil {
			return 0, 0
		}
		return rune(n), len(m[0])
	}
	high, ok := hex(text, 1, 4)
	if !ok {
		return 0, 0
	}
	if utf16.IsSurrogate(high) && len(text) > 6 && text[5] == '\\' && text[6] == 'u' {
		if low, ok := hex(text, 7, 4); ok {
			return utf16.DecodeRune(high, low), 11
		}
	}
	return high, 5
}

var braced = regexp.MustCompile(`^u\{([0-9A-Fa-f]{1,6})\}`)

// hex reads so many hexadecimal digits.
func hex(text []byte, from, digits int) (rune, bool) {
	if from+digits > len(text) {
		return 0, false
	}
	n, err := strconv.ParseUint(string(text[from:from+digits]), 16, 32)
	return rune(n), err == nil
}

// embedded returns the files that are in a text as data: addresses.
func embedded(text []byte) [][]byte {
	var out [][]byte
	for {
		_, rest, ok := bytes.Cut(text, []byte(";base64,"))
		if !ok {
			return out
		}
		n := 0
		for n < len(rest) && (base64Digits[rest[n]] || rest[n] == '\n') {
			n++
		}
		data := make([]byte, base64.RawStdEncoding.DecodedLen(n))
		// What follows a mistake is left out; what came before it counts.
		n, _ = base64.RawStdEncoding.Decode(data, rest[:n])
		out = append(out, data[:n])
		text = rest
	}
}

var base64Digits = func() (table [256]bool) {
	for _, c := range []byte("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/") {
		table[c] = true
	}
	return table
}()

// fromUTF16 returns as UTF-8 a text that starts with a byte order mark of UTF-16.
func fromUTF16(text []byte) ([]byte, bool) {
	var order binary.ByteOrder
	switch {
	case bytes.HasPrefix(text, []byte{0xff, 0xfe}):
		order = binary.LittleEndian
	case bytes.HasPrefix(text, []byte{0xfe, 0xff}):
		order = binary.BigEndian
	default:
		return nil, false
	}
	units := make([]uint16, 0, len(text)/2)
	for i := 2; i+1 < len(text); i += 2 {
		units = append(units, order.Uint16(text[i:]))
	}
	return []byte(string(utf16.Decode(units))), true
}
