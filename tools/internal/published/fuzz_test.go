package published

import (
	"strings"
	"testing"
)

// FuzzRead: no text makes the reader panic; a record does not differ from itself; and it can be compared with another, both
// ways, and printed in every format.
func FuzzRead(f *testing.F) {
	f.Add(sample(f))
	f.Add(`{"as_of": "2026-11-23"}`)
	f.Add(`{"as_of": "2026", "cells": [{"pledges": [{"id": "a"}, {"id": "a"}], "events": [{}, {"pledge": "a", "date": "x"}]}, {}, {}]}`)
	f.Add(`{"as_of": "2026", "signatories": [], "statuses": [{"id": "a"}, {"id": "a", "label": {"en": "x", "": "y"}}], "evidence": null}`)
	f.Add(`{"as_of": "2026", "totals": {"cells": 1e0, "cells_by_status": {"b": 1, "a": -2}}}`)
	f.Fuzz(func(t *testing.T, text string) {
		record, err := Read(strings.NewReader(text))
		if err != nil {
			return
		}
		other := read(t, sample(t))
		again := read(t, text)
		if d := Compare(record, again, "en"); !d.Empty() {
			t.Fatalf("differs from itself:\n%s", printed(t, d, Text))
		}
		for _, d := range []*Difference{
			Compare(record, other, "en"),
			Compare(other, record, "en"),
		} {
			for _, format := range Formats {
				printed(t, d, format)
			}
		}
	})
}
