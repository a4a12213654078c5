package output

import (
	"bytes"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/tdewolff/parse/v2"
	lexer "github.com/tdewolff/parse/v2/css"
)

// readStyle takes in a style sheet: the addresses that styles load: url(...), the string of an @import and those of an image-set(...).
func (f *File) readStyle(text []byte) {
	l := lexer.NewLexer(parse.NewInputBytes(append(make([]byte, 0, len(text)+1), text...)))
	at, list := "", 0 // the at-rule that is open, and how many brackets within image-set( or src(
	add := func(what string, address []byte) {
		value := string(UnescapeCSS(bytes.Trim(address, `"'`)))
		// Only a fragment is a place in the page that uses the style.
		if value == "" || strings.HasPrefix(value, "#") {
			return
		}
		f.Links = append(f.Links, value)
		f.Requests = append(f.Requests, Request{What: what, Address: value, Loads: true})
	}
	for {
		token, data := l.Next()
		switch token {
		case lexer.ErrorToken:
			return
		case lexer.AtKeywordToken:
			at = strings.ToLower(string(data))
		case lexer.SemicolonToken, lexer.LeftBraceToken, lexer.RightBraceToken:
			at, list = "", 0
		case lexer.URLToken, lexer.BadURLToken:
			// @namespace names a vocabulary by an address that nobody asks for.
			if at != "@namespace" {
				_, inner, _ := bytes.Cut(data, []byte("("))
				add("url() in a style", bytes.TrimSpace(bytes.TrimSuffix(bytes.TrimSpace(inner), []byte(")"))))
			}
		case lexer.StringToken:
			switch {
			case at == "@import":
				add("@import", data)
				at = ""
			case list == 1: // deeper is the media type in type("...")
				add("an image-set() in a style", data)
			}
		case lexer.FunctionToken:
			name := strings.ToLower(string(data))
			if list > 0 || strings.HasSuffix(name, "image-set(") || name == "src(" {
				list++
			}
		case lexer.LeftParenthesisToken:
			if list > 0 {
				list++
			}
		case lexer.RightParenthesisToken:
			list = max(list-1, 0)
		}
	}
}

// UnescapeCSS undoes the escapes of CSS: \e9 and a blank after it, or a backslash before the character meant.
func UnescapeCSS(text []byte) []byte {
	if bytes.IndexByte(text, '\\') < 0 {
		return text
	}
	return escapedCSS.ReplaceAllFunc(text, func(m []byte) []byte {
		digits := bytes.TrimRight(m[1:], " \t\r\n\f")
		if n, err := strconv.ParseUint(string(digits), 16, 32); err == nil {
			return utf8.AppendRune(nil, rune(n))
		}
		return m[1:]
	})
}

var escapedCSS = regexp.MustCompile(`\\(?:[0-9A-Fa-f]{1,6}(?:\r\n|[ \t\r\n\f])?|[^0-9A-Fa-f])`)
