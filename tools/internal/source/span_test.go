package source_test

import (
	"testing"

	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/source"
)

func TestSpan(t *testing.T) {
	const text = "# head\ntitle = \"é\" # a\ntexts = { en = \"x\" }\n\n[[item]]\nid = 'a'\ntags = [\n  \"one\",\n]\n[[item.event]]\ndate = \"2022\"\n\n[[item]]\nid = \"b\"\n"
	var problems diag.List
	_, doc := source.Decode[record]("x.toml", []byte(text), &problems)
	if err := problems.Err(); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		path    []any
		want    string // "" for none
		written bool
	}{
		{[]any{"title"}, `"é"`, true},
		{[]any{"texts"}, `{ en = "x" }`, true},
		{[]any{"texts", "en"}, `"x"`, true},
		{[]any{"item", 0, "id"}, `'a'`, true},
		{[]any{"item", 0, "tags"}, "[\n  \"one\",\n]", true},
		{[]any{"item", 0, "tags", 0}, `"one"`, true},
		{[]any{"item", 0, "event", 0}, "[[item.event]]\ndate = \"2022\"", false},
		{[]any{"item", 0}, "[[item]]\nid = 'a'\ntags = [\n  \"one\",\n]\n[[item.event]]\ndate = \"2022\"", false},
		{[]any{"item", 1}, "[[item]]\nid = \"b\"", false},
		{[]any{"item", 2}, "", false},
		{[]any{"nothing"}, "", false},
	} {
		got := ""
		s, ok := doc.Top().Span(test.path...)
		if ok {
			got = text[s.From:s.To]
		}
		if got != test.want || ok != (test.want != "") {
			t.Errorf("Span(%v) = %q, %v; want %q", test.path, got, ok, test.want)
		}
		if written := doc.Top().Written(test.path...); written != test.written {
			t.Errorf("Written(%v) = %v", test.path, written)
		}
	}
	for _, test := range []struct {
		path []any
		want string // what is before the end
	}{{nil, `{ en = "x" }`}, {[]any{"item", 0}, "]"}, {[]any{"item", 0, "event", 0}, `"2022"`}} {
		end, ok := doc.Top().OwnEnd(test.path...)
		if !ok || text[end-len(test.want):end] != test.want {
			t.Errorf("OwnEnd(%v) = %d, %v", test.path, end, ok)
		}
	}
	if _, ok := doc.Top().OwnEnd("texts"); ok {
		t.Error("OwnEnd of a table in braces")
	}
}
