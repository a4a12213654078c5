package campaign

import (
	"io/fs"
	"path"
	"strings"

	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/source"
)

// Interface is the words of templates in one language: a file of i18n/.
type Interface struct {
	Place
	Language string
	Words    map[string]any
}

// interfaces puts every file of i18n/ on the list.
func (l *loader) interfaces() {
	for _, file := range l.below("i18n/") {
		if path.Ext(file) != ".toml" || path.Dir(file) != "i18n" {
			l.problems.Errorf(diag.Position{File: file}, RuleUnknownFile, "file of words must be i18n/LANGUAGE.toml")
			continue
		}
		l.later(file, readInterface)
	}
}

func readInterface(root fs.FS, file string, problems *diag.List) (*source.Doc, func(c *Campaign)) {
	words, doc := source.DecodeFile[map[string]any](root, file, problems)
	language := strings.TrimSuffix(path.Base(file), ".toml")
	return doc, func(c *Campaign) { c.Interfaces = append(c.Interfaces, Interface{doc.Top(), language, words}) }
}
