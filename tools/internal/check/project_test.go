package check_test

import (
	"os"
	"testing"
	"time"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/check"
	"declarationwatch/tools/internal/diag"
)

// TestNewFactsAreJudged refuses what check only warns of: the matrix has every act that timelines have.
func TestNewFactsAreJudged(t *testing.T) {
	var problems diag.List
	c := campaign.Load(os.DirFS("../../.."), &problems)
	check.Run(c, check.Options{Now: time.Now()}, &problems)
	for _, p := range problems.Sorted() {
		if p.Rule == "unjudged-fact" {
			t.Errorf("%s: %s\nhint: %s", p.At, p.Message, p.Hint)
		}
	}
}
