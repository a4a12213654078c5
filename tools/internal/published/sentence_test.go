package published

import "testing"

func TestFirstSentence(t *testing.T) {
	for text, want := range map[string]string{
		"":                                     "",
		"No stop at all":                       "No stop at all",
		"One sentence.":                        "One sentence.",
		"The office closed. It reopened.":      "The office closed.",
		"Did it close? Yes.":                   "Did it close?",
		"It ended in 2022. 40 people left.":    "It ended in 2022.",
		"The U.S. Congress voted. It passed.":  "The U.S. Congress voted.",
		"En EE. UU. Se cerró la oficina. Fin.": "En EE. UU. Se cerró la oficina.",
		"It gave US$4.5 million. More came.":   "It gave US$4.5 million.",
		"Decree 366/2025 (art. 5) is in force. Courts wait.":                            "Decree 366/2025 (art. 5) is in force.",
		"The office closed in the capital; it reopened.":                                "The office closed in the capital; it reopened.",
		"The government gave cards to four hundred people who live there; others wait.": "The government gave cards to four hundred people who live there.",
		"It named three of the many things that it would do: cards; visas; loans.":      "It named three of the many things that it would do: cards; visas; loans.",
		"¿Cerró? ¡Sí!": "¿Cerró?",
	} {
		if got := FirstSentence(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
