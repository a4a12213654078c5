package published

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"declarationwatch/tools/internal/campaign"
)

// brief returns the first sentence of a text in each language.
func brief(t campaign.Text) campaign.Text {
	out := campaign.Text{}
	for language, text := range t {
		out[language] = FirstSentence(text)
	}
	return out
}

// FirstSentence returns a text up to the end of its first sentence. A full stop ends one after a word of four letters or more,
// which an abbreviation seldom has, if a capital letter or a digit follows; a semicolon does after many words that are no list.
func FirstSentence(text string) string {
	for i, r := range text {
		if r == ';' && utf8.RuneCountInString(text[:i]) >= 60 && !strings.ContainsRune(text[:i], ':') {
			return text[:i] + "."
		}
		if !strings.ContainsRune(".!?؟。", r) {
			continue
		}
		rest := text[i+utf8.RuneLen(r):]
		next, _ := utf8.DecodeRuneInString(strings.TrimLeft(rest, " \u00a0"))
		word := text[strings.LastIndexAny(text[:i], " \u00a0(")+1 : i]
		if strings.HasPrefix(rest, " ") && !unicode.IsLower(next) && utf8.RuneCountInString(word) >= 4 && !strings.Contains(word, ".") {
			return text[:len(text)-len(rest)]
		}
	}
	return text
}
