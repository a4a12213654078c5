package source

import (
	"strconv"
	"strings"
	"time"

	"declarationwatch/tools/internal/diag"
)

// scalar reports a scalar that is out of range for its type, which the parser of the index does not check.
func (x *indexer) scalar(k kind, text string, offset int) *diag.Problem {
	var err error
	switch {
	case k == integerKind && len(text) >= len("0xffffffffffffffff"): // a shorter one always fits
		_, err = strconv.ParseInt(strings.ReplaceAll(text, "_", ""), 0, 64)
	case k == floatKind && !strings.HasSuffix(text, "n") && !strings.HasSuffix(text, "f"): // nor nan and inf, with or without a sign
		_, err = strconv.ParseFloat(strings.ReplaceAll(text, "_", ""), 64)
	case k >= dateKind && !onCalendar(k, text):
		return x.fault(offset, "invalid date or time %s", text).WithHint(x.dateHint(offset))
	}
	if err != nil && strings.HasPrefix(text, "-") {
		return x.fault(offset, "number too far below 0: %s", text)
	} else if err != nil {
		return x.fault(offset, "number too large: %s", text)
	}
	return nil
}

const bareDateHint = "write a date as 2026-11-30 and a moment as 2026-11-30T09:00:00Z"

// dateHint returns how to write the date whose line an offset is in.
func (x *indexer) dateHint(offset int) string {
	line := x.doc.text[strings.LastIndexByte(x.doc.text[:offset], '\n')+1 : offset]
	switch {
	case x.bareDates(offset):
		return bareDateHint
	case strings.HasPrefix(line, "publish_after"):
		return `write a day as "2026-11-30" and a moment as "2026-11-30T09:00:00-05:00", in quotes`
	}
	return `write the date in quotes, as "2026-11-30"`
}

// bareDates reports whether a date has no quotes at an offset: only above the first table of a page, where the keys are Hugo's.
func (x *indexer) bareDates(offset int) bool {
	return x.doc.body > 0 && !strings.Contains(x.doc.text[:offset], "\n[")
}

// dayOf returns the day in a date as people write one, as TOML writes it; "" for a text that is no date or could be two.
func dayOf(written string) string {
	words := strings.Join(strings.Fields(strings.NewReplacer(",", " ", ".", "-", "/", "-").Replace(written)), " ")
	for _, layout := range []string{"2 January 2006", "January 2 2006", "2 Jan 2006", "Jan 2 2006", "2006-1-2"} {
		if day, err := time.Parse(layout, words); err == nil {
			return day.Format(time.DateOnly)
		}
	}
	return ""
}

var dateLayouts = map[kind][]string{
	dateKind:          {"2006-01-02"},
	dateTimeKind:      {"2006-01-02T15:04:05.999999999Z07:00", "2006-01-02T15:04Z07:00"},
	localDateTimeKind: {"2006-01-02T15:04:05.999999999", "2006-01-02T15:04"},
	timeKind:          {"15:04:05.999999999", "15:04"},
}

// onCalendar reports whether a date or a time is one. Package time accepts a missing leading zero, a comma and an hour
// of the offset beyond 23; TOML does not.
func onCalendar(k kind, text string) bool {
	text = strings.NewReplacer("t", "T", "z", "Z", " ", "T").Replace(text)
	for _, layout := range dateLayouts[k] {
		t, err := time.Parse(layout, text)
		if err != nil || strings.Contains(text, ",") {
			continue
		}
		_, offset := t.Zone()
		digits := strings.NewReplacer(".999999999", "", "Z07:00", "").Replace(layout)
		return len(text) >= len(digits) && strings.HasPrefix(text, t.Format(digits)) && offset > -24*60*60 && offset < 24*60*60
	}
	return false
}
