package campaign_test

import (
	"os"
	"strings"
	"testing"

	"declarationwatch/tools/internal/campaign"
)

func TestPaperIsThatOfTheStyleSheet(t *testing.T) {
	text, err := os.ReadFile("../../../assets/css/tokens.css")
	if err != nil {
		t.Fatal(err)
	}
	light, dark, _ := strings.Cut(string(text), "prefers-color-scheme: dark")
	for i, scheme := range []string{light, dark} {
		if want := "--paper: " + string(campaign.Paper[i]) + ";"; !strings.Contains(scheme, want) {
			t.Errorf("no %q in scheme %d of tokens.css", want, i)
		}
	}
}

func TestContrast(t *testing.T) {
	if got := campaign.Colour("#000000").Contrast("#ffffff"); got != 21 {
		t.Errorf("black on white: %v, want 21", got)
	}
	if got := campaign.Colour("#8a1509").Contrast("#8a1509"); got != 1 {
		t.Errorf("a colour on itself: %v, want 1", got)
	}
}
