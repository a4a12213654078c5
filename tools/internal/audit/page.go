package audit

import (
	"bytes"
	"errors"
	"html"
	"io"
	"strings"

	"github.com/tdewolff/parse/v2"
	lexer "github.com/tdewolff/parse/v2/html"
)

// page is what the audit keeps of an HTML file.
type page struct {
	file  string // slash-separated, below the site's root
	ids   map[string]bool
	twice []string // ids given more than once
	links []string // every address that the page leads to or loads, as written
	err   error
}

// linking lists the attributes that hold an address.
var linking = map[string]bool{"href": true, "src": true, "action": true, "poster": true, "data": true}

func (p *page) parse(text []byte) {
	p.ids = map[string]bool{}
	l := lexer.NewLexer(parse.NewInput(bytes.NewReader(text)))
	for {
		token, _ := l.Next()
		switch token {
		case lexer.ErrorToken:
			if err := l.Err(); !errors.Is(err, io.EOF) {
				p.err = err
			}
			return
		case lexer.AttributeToken:
			p.attribute(strings.ToLower(string(l.Text())), unquote(string(l.AttrVal())))
		}
	}
}

func (p *page) attribute(name, value string) {
	switch {
	case name == "id":
		if p.ids[value] {
			p.twice = append(p.twice, value)
		}
		p.ids[value] = true
	case linking[name]:
		p.links = append(p.links, value)
	case name == "srcset":
		for candidate := range strings.SplitSeq(value, ",") {
			if fields := strings.Fields(candidate); len(fields) > 0 {
				p.links = append(p.links, fields[0])
			}
		}
	}
}

func unquote(value string) string {
	if len(value) >= 2 && (value[0] == '"' || value[0] == '\'') && value[len(value)-1] == value[0] {
		value = value[1 : len(value)-1]
	}
	return html.UnescapeString(value)
}
