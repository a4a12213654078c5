package check

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/diag"
)

// menu: templates leave out an entry without a page, and one without a word has nothing to press.
func menu(c *campaign.Campaign, report *report) {
	entries := c.MenuEntries()
	if len(entries) == 0 {
		return
	}
	pages := report.site()
	for _, e := range entries {
		at := strings.Trim(e.PageRef, "/")
		switch {
		case e.PageRef == "" && e.URL == "":
			report.errorf(e.At("pageRef"), "menu entry without a page").WithHint(`add pageRef = "/..." with the address of a page`)
		case e.PageRef != "" && !slices.ContainsFunc(c.Languages.All, func(language string) bool {
			there := pages.at[path.Join(c.Languages.Root(language), at)]
			return there != nil && !there.file
		}):
			hint := diag.Suggest("/"+at+"/", pages.paths())
			if hint == "" {
				hint = "add the page below content/, or remove the entry"
			}
			report.errorf(e.At("pageRef"), "menu entry leads to no page of the site: %q", e.PageRef).WithHint(hint)
		}
		if e.Name == "" {
			report.errorf(e.At("name"), "menu entry without a name").WithHint("add name, which is the key below [nav] in i18n/ of the word that readers see")
		}
		for _, i := range c.Interfaces {
			words, _ := i.Words["nav"].(map[string]any)
			if i.Language == c.Languages.Source && e.Name != "" && words[e.Name] == nil && !i.Doc.Damaged() {
				report.errorf(e.At("name"), "no word for the menu entry %q", e.Name).WithHint(fmt.Sprintf("add %s = \"...\" below [nav] in %s", e.Name, i.Doc.File))
			}
		}
	}
}
