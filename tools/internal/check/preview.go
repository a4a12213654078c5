package check

import (
	"slices"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/source"
)

// notForPublication: a preview and a page shared with a director have what is withheld in them.
func notForPublication(c *campaign.Campaign, report *report) {
	for _, file := range slices.Concat(c.Static, c.Attachments) {
		text := func() []byte {
			data, _ := c.ReadFile(file) // what cannot be read is not published
			return data
		}
		if source.Unpublishable(file, text) {
			report.errorf(diag.Position{File: file}, "file is of a preview, or a page that was shared before it is out").
				WithHint("remove it: it would publish what is withheld")
		}
	}
}
