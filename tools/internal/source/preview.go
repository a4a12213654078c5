package source

import (
	"path"
	"regexp"
	"strings"
)

// PreviewMark is a file that is in every preview and in no other output.
const PreviewMark = "PREVIEW.txt"

// DraftMark is the name of the <meta> that every page of a preview has, and every page that is shared before it is out.
const DraftMark = "not-for-publication"

// DraftEnding is how the names of shared pages end; git ignores them.
const DraftEnding = ".draft.html"

var draft = regexp.MustCompile(`<meta name="?` + DraftMark + `\b`)

// Unpublishable reports whether a file is of a preview, or a page that was shared before it is out: by its name, or by the mark in
// its text, which is asked for only if it may have one.
func Unpublishable(name string, text func() []byte) bool {
	switch base := path.Base(name); {
	case base == PreviewMark, strings.HasSuffix(base, DraftEnding):
		return true
	case strings.HasSuffix(base, ".html"), strings.HasSuffix(base, ".htm"):
		return draft.Match(text())
	}
	return false
}
