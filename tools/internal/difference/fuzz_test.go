package difference_test

import (
	"strings"
	"testing"

	"declarationwatch/tools/internal/difference"
)

// FuzzRead holds any text to three promises: no panic; a record that is read differs from itself in nothing; and it can be
// compared with another, either way, and printed in every format.
func FuzzRead(f *testing.F) {
	f.Add(sample(f))
	f.Add(`{"as_of": "2026-11-23"}`)
	f.Add(`{"as_of": "2026", "cells": [{"pledges": [{"id": "a"}, {"id": "a"}], "events": [{}, {"pledge": "a", "date": "x"}]}, {}, {}]}`)
	f.Add(`{"as_of": "2026", "signatories": [], "statuses": [{"id": "a"}, {"id": "a", "label": {"en": "x", "": "y"}}], "evidence": null}`)
	f.Add(`{"as_of": "2026", "totals": {"cells": 1e0, "cells_by_status": {"b": 1, "a": -2}}}`)
	f.Fuzz(func(t *testing.T, text string) {
		record, err := difference.Read(strings.NewReader(text))
		if err != nil {
			return
		}
		other := read(t, sample(t))
		again := read(t, text)
		if d := difference.Between(difference.Side{Record: record}, difference.Side{Record: again}); !d.Empty() {
			t.Fatalf("differs from itself:\n%s", printed(t, d, difference.Text))
		}
		for _, d := range []*difference.Difference{
			difference.Between(difference.Side{Record: record}, difference.Side{Record: other}),
			difference.Between(difference.Side{Record: other}, difference.Side{Record: record}),
		} {
			for _, format := range difference.Formats {
				printed(t, d, format)
			}
		}
	})
}
