package audit

import (
	"bytes"
	"strings"

	"github.com/tdewolff/parse/v2"
	lexer "github.com/tdewolff/parse/v2/css"
)

// css takes in a style sheet.
func (f *file) css(text []byte) { f.style(text) }

// style takes in the addresses that styles load: url(...), the string of an @import and those of an image-set(...).
func (f *file) style(text []byte) {
	l := lexer.NewLexer(parse.NewInputBytes(append(make([]byte, 0, len(text)+1), text...)))
	at, list := "", 0 // the at-rule that is open, and how many brackets within image-set( or src(
	add := func(what string, address []byte) {
		value := string(unescapeCSS(unquote(address)))
		// A fragment alone is a place in the page that uses the style.
		if value == "" || strings.HasPrefix(value, "#") {
			return
		}
		f.links = append(f.links, value)
		f.requests = append(f.requests, request{what: what, address: value, loads: true})
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
