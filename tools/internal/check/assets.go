package check

import (
	"bytes"
	"errors"
	"path"
	"regexp"
	"strings"

	"github.com/tdewolff/parse/v2"
	"github.com/tdewolff/parse/v2/css"
	"github.com/tdewolff/parse/v2/js"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/diag"
)

// asset: templates join style sheets, and the build minifies what they make. What is wrong in one file would be reported at another.
func asset(c *campaign.Campaign, report *report) {
	for _, file := range c.Files {
		kind := strings.ToLower(path.Ext(file))
		if !strings.HasPrefix(file, "assets/") || kind != ".css" && kind != ".js" {
			continue
		}
		text, err := c.ReadFile(file)
		if err != nil {
			continue // which is reported
		}
		at := func(offset int) diag.Position {
			line := bytes.LastIndexByte(text[:offset], '\n') + 1
			return diag.Position{File: file, Line: 1 + bytes.Count(text[:offset], []byte("\n")), Column: 1 + offset - line}
		}
		if kind == ".css" {
			for _, m := range mistakesOf(text) {
				report.errorf(at(m.offset), "%s", m.message).WithHint(m.hint)
			}
			continue
		}
		var wrong *parse.Error
		if _, err := js.Parse(parse.NewInputBytes(bytes.Clone(text)), js.Options{}); errors.As(err, &wrong) {
			report.errorf(diag.Position{File: file, Line: wrong.Line, Column: wrong.Column}, "cannot be parsed: %s", wrong.Message)
		}
	}
}

// mistake is what is wrong in a style sheet, at an offset in bytes.
type mistake struct {
	offset        int
	message, hint string
}

// action matches what a template fills in: some style sheets are templates.
var action = regexp.MustCompile(`(?s)\{\{.*?\}\}`)

// opened is a block or bracket that is not closed yet.
type opened struct {
	offset, indent int // where it is, and how far its line is indented
	close          byte
}

var closing = map[byte]byte{'{': '}', '(': ')', '[': ']'}

// mistakesOf returns what of a style sheet is not closed, or closed twice. After the first of these, others may follow from it.
func mistakesOf(text []byte) []mistake {
	text = action.ReplaceAllFunc(text, func(found []byte) []byte {
		blank := bytes.Repeat([]byte(" "), len(found))
		for i, b := range found {
			if b == '\n' {
				blank[i] = b
			}
		}
		return blank
	})
	var open []opened
	var suspect *opened // a block in which another begins that is not indented further
	offset := 0
	lexer := css.NewLexer(parse.NewInputBytes(bytes.Clone(text)))
	for {
		kind, token := lexer.Next()
		if kind == css.ErrorToken {
			break
		}
		start := offset
		offset += len(token)
		last := token[len(token)-1]
		switch {
		case kind == css.BadStringToken, kind == css.StringToken && (len(token) < 2 || last != token[0]):
			return []mistake{{start, "unclosed string", "add " + string(token[:1]) + " at its end"}}
		case kind == css.BadURLToken, kind == css.URLToken && last != ')':
			return []mistake{{start, "unclosed url(", "add ) at its end, and put an address with spaces or brackets in quotation marks"}}
		case kind == css.CommentToken && !bytes.HasSuffix(token, []byte("*/")):
			return []mistake{{start, "unclosed comment", "add */ at its end"}}
		case kind == css.LeftBraceToken, kind == css.LeftParenthesisToken, kind == css.LeftBracketToken, kind == css.FunctionToken:
			line := text[bytes.LastIndexByte(text[:start], '\n')+1 : start]
			block := opened{offset - 1, len(line) - len(bytes.TrimLeft(line, " \t")), closing[last]}
			if n := len(open); n > 0 && suspect == nil && last == '{' && block.indent <= open[n-1].indent && bytes.ContainsRune(text[open[n-1].offset:start], '\n') {
				around := open[n-1]
				suspect = &around
			}
			open = append(open, block)
		case kind == css.RightBraceToken, kind == css.RightParenthesisToken, kind == css.RightBracketToken:
			n := len(open)
			switch {
			case n == 0:
				return []mistake{{start, "unexpected " + string(last), "remove it, or add what it closes"}}
			case open[n-1].close != last:
				return []mistake{unclosed(text, open[n-1])}
			}
			open = open[:n-1]
		}
	}
	switch {
	case len(open) == 0:
		return nil
	case suspect != nil:
		return []mistake{unclosed(text, *suspect)}
	}
	return []mistake{unclosed(text, open[len(open)-1])}
}

func unclosed(text []byte, o opened) mistake {
	what := "bracket"
	if o.close == '}' {
		what = "block"
	}
	return mistake{o.offset, "unclosed " + what + " " + string(text[o.offset]), "add " + string(o.close) + " at its end"}
}
