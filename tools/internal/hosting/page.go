package hosting

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// readPage takes in the styles within a page or a picture, and where a page only leads on to another. Most pages have
// neither, which a search for two words tells; names in a minified page are in small letters.
func (f *file) readPage(text []byte) error {
	if !bytes.Contains(text, []byte("<style")) && !bytes.Contains(text, []byte("refresh")) {
		return nil
	}
	// Without scripting the styles in <noscript> are elements too.
	document, err := html.ParseWithOptions(bytes.NewReader(text), html.ParseOptionEnableScripting(false))
	if err != nil {
		return fmt.Errorf("%s: %w", f.name, err)
	}
	heading := false
	for node := range document.Descendants() {
		switch {
		case node.Type != html.ElementNode:
		case node.Data == "style": // of HTML or of SVG
			f.styles = append(f.styles, hash(content(node)))
		case node.DataAtom == atom.H1:
			heading = true
		case node.DataAtom == atom.Meta && strings.EqualFold(attribute(node, "http-equiv"), "refresh"):
			if m := refreshing.FindStringSubmatch(attribute(node, "content")); m != nil {
				f.leadsTo = m[1]
			}
		}
	}
	if heading { // it is a page of its own
		f.leadsTo = ""
	}
	slices.Sort(f.styles)
	f.styles = slices.Compact(f.styles)
	return nil
}

var refreshing = regexp.MustCompile(`(?i)^\s*0\s*;\s*url\s*=\s*['"]?([^'"\s]+)`)

// hash names a style as https://www.w3.org/TR/CSP3/#grammardef-hash-source wants it.
func hash(style string) string {
	sum := sha256.Sum256([]byte(style))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

func content(node *html.Node) string {
	var text strings.Builder
	for child := range node.ChildNodes() {
		if child.Type == html.TextNode {
			text.WriteString(child.Data)
		}
	}
	return text.String()
}

func attribute(node *html.Node, name string) string {
	for _, a := range node.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}
