package minify

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"slices"

	"github.com/tdewolff/parse/v2"
	"golang.org/x/net/html"
)

// The minifier copies the content of an iframe, and of an SVG in a data URL, at every level of nesting, so that a small file
// nested deeply takes gigabytes. Browsers stop at 512 elements.
const (
	maxDepth  = 256
	maxWithin = 4 // files within files: iframes and data URLs
)

var errDeep = fmt.Errorf("elements nested more than %d deep, or files in data URLs and iframes more than %d", maxDepth, maxWithin)

// unclosed lists elements that have no end or may omit it.
var unclosed = []string{
	"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
	"li", "p", "dt", "dd", "tr", "td", "th", "option", "optgroup", "rt", "rp", "tbody",
}

// checkDepth returns an error for HTML, XML or CSS that is nested too deeply to be minified. within is how many files it is in.
func checkDepth(text []byte, within int) error {
	if within > maxWithin {
		return errDeep
	}
	var open []string
	for z := html.NewTokenizer(bytes.NewReader(text)); ; {
		kind := z.Next()
		if kind == html.ErrorToken {
			return nil
		}
		if err := checkURLs(z.Raw(), within); err != nil {
			return err
		}
		switch kind {
		case html.SelfClosingTagToken:
			z.NextIsNotRawText() // as in XML
		case html.StartTagToken:
			if name, _ := z.TagName(); !slices.Contains(unclosed, string(name)) {
				open = append(open, string(name))
			}
			if len(open) > maxDepth {
				return errDeep
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			for i, o := range slices.Backward(open) {
				if o == string(name) {
					open = open[:i]
					break
				}
			}
		case html.TextToken:
			if len(open) > 0 && open[len(open)-1] == "iframe" {
				if err := checkDepth(z.Text(), within+1); err != nil {
					return err
				}
			}
		}
	}
}

var dataURL = regexp.MustCompile(`(?i)data:image/svg[ +]xml[^"')]*`)

// checkURLs checks the SVGs in the data URLs of a text.
func checkURLs(text []byte, within int) error {
	if !bytes.Contains(text, []byte("data:image/svg")) {
		return nil
	}
	var errs []error
	for _, url := range dataURL.FindAll(text, -1) {
		if _, svg, err := parse.DataURI(slices.Clone(url)); err == nil {
			errs = append(errs, checkDepth(svg, within+1))
		}
	}
	return errors.Join(errs...)
}
