package leak

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"html"
	"regexp"
	"slices"
	"strconv"
	"unicode/utf8"

	"golang.org/x/text/encoding/unicode"
)

// decode undoes one layer of character references (&eacute;), percent-encoding (%C3%A9) and the escapes of JSON and
// JavaScript (\u00e9). It reports whether there was anything to undo.
func decode(text []byte) ([]byte, bool) {
	before := text
	if bytes.IndexByte(text, '&') >= 0 {
		text = []byte(html.UnescapeString(string(text)))
	}
	text = percented.ReplaceAllFunc(text, func(m []byte) []byte {
		b, _ := hex.AppendDecode(nil, m[1:])
		return b
	})
	text = escaped.ReplaceAllFunc(text, unescape)
	return text, !bytes.Equal(text, before)
}

var (
	percented = regexp.MustCompile(`%[0-9A-Fa-f]{2}`)
	escaped   = regexp.MustCompile(`\\(?:u[0-9A-Fa-f]{4}(?:\\u[0-9A-Fa-f]{4})*|u\{[0-9A-Fa-f]{1,6}\}|x[0-9A-Fa-f]{2}|[nrtbfv"'/\\` + "`])")
)

// unescape returns what an escape means.
func unescape(escape []byte) []byte {
	switch c := escape[1]; {
	case bytes.IndexByte([]byte("nrtbfv"), c) >= 0:
		return []byte{' '}
	case c != 'u' && c != 'x':
		return escape[1:]
	case c == 'u' && escape[2] != '{':
		var s string // of two surrogates, one character
		_ = json.Unmarshal(slices.Concat([]byte{'"'}, escape, []byte{'"'}), &s)
		return []byte(s)
	}
	n, _ := strconv.ParseUint(string(bytes.Trim(escape[2:], "{}")), 16, 32)
	return utf8.AppendRune(nil, rune(n))
}

// embedded returns the files that are in a text as data: addresses.
func embedded(text []byte) (out [][]byte) {
	for _, rest := range bytes.Split(text, []byte(";base64,"))[1:] {
		digits := rest[:len(rest)-len(bytes.TrimLeft(rest, base64Digits))]
		data := make([]byte, base64.RawStdEncoding.DecodedLen(len(digits)))
		// What follows a mistake is left out; what came before it counts.
		n, _ := base64.RawStdEncoding.Decode(data, digits)
		out = append(out, data[:n])
	}
	return out
}

const base64Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/\n"

// fromUTF16 returns as UTF-8 a text that starts with a byte order mark of UTF-16.
func fromUTF16(text []byte) ([]byte, bool) {
	decoded, err := unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder().Bytes(text)
	return decoded, err == nil
}
