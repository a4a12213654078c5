package campaign

import (
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
			l.problems.Add(diag.Problem{At: diag.Position{File: file}, Rule: RuleUnknownFile, Message: "file of words must be i18n/LANGUAGE.toml"})
			continue
		}
		l.later(file, func(l *loader, file string) (keep func()) {
			words, doc := source.DecodeFile[map[string]any](l.root, file, l.problems)
			return func() {
				l.note(doc)
				l.campaign.Interfaces = append(l.campaign.Interfaces, Interface{Place{Doc: doc}, strings.TrimSuffix(path.Base(file), ".toml"), words})
			}
		})
	}
}
