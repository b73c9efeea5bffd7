// One zone of Route 53 as ExternalDNS keeps it: its source of DNSEndpoint objects, its plan, its TXT registry and its provider, as
// its controller puts them together, without the other providers that it is usually built with.
//
//	externaldns KUBECONFIG NAMESPACE HOSTED_ZONE DOMAIN
//
// It works every second until it is ended. The AWS SDK's own variables say where Route 53 is.
package main

import (
	"context"
	"log"
	"os"
	"time"

	awssdk "github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/route53"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/clientcmd"
	"sigs.k8s.io/external-dns/endpoint"
	"sigs.k8s.io/external-dns/plan"
	"sigs.k8s.io/external-dns/provider"
	"sigs.k8s.io/external-dns/provider/aws"
	"sigs.k8s.io/external-dns/registry"
	"sigs.k8s.io/external-dns/source"
)

// As by default: TXT records are left alone.
var managed = []string{endpoint.RecordTypeA, endpoint.RecordTypeAAAA, endpoint.RecordTypeCNAME}

func main() {
	kubeconfig, namespace, zone, domain := os.Args[1], os.Args[2], os.Args[3], os.Args[4]
	ctx := context.Background()

	rest, err := clientcmd.BuildConfigFromFlags("", kubeconfig)
	must(err)
	client, err := kubernetes.NewForConfig(rest)
	must(err)
	crds, scheme, err := source.NewCRDClientForAPIVersionKind(
		client, kubeconfig, "", "externaldns.k8s.io/v1alpha1", "DNSEndpoint")
	must(err)
	objects, err := source.NewCRDSource(crds, namespace, "DNSEndpoint", "", labels.Everything(), scheme, false)
	must(err)

	account, err := awssdk.LoadDefaultConfig(ctx)
	must(err)
	filter := endpoint.NewDomainFilter([]string{domain})
	route53Provider, err := aws.NewAWSProvider(
		aws.AWSConfig{
			DomainFilter:          filter,
			ZoneIDFilter:          provider.NewZoneIDFilter([]string{zone}),
			ZoneTypeFilter:        provider.NewZoneTypeFilter(""),
			ZoneTagFilter:         provider.NewZoneTagFilter(nil),
			BatchChangeSize:       1000,
			BatchChangeSizeBytes:  32000,
			BatchChangeSizeValues: 1000,
			BatchChangeInterval:   time.Second,
		},
		map[string]aws.Route53API{"default": route53.NewFromConfig(account)})
	must(err)
	records, err := registry.NewTXTRegistry(
		route53Provider, "", "", "regional-failover-test", 0, "", managed, nil, false, nil, "")
	must(err)

	for {
		if err := once(ctx, records, objects, filter); err != nil {
			log.Print(err)
		}
		time.Sleep(time.Second)
	}
}

func once(ctx context.Context, records registry.Registry, objects source.Source, filter *endpoint.DomainFilter) error {
	current, err := records.Records(ctx)
	if err != nil {
		return err
	}
	ctx = context.WithValue(ctx, provider.RecordsContextKey, current)
	wanted, err := objects.Endpoints(ctx)
	if err != nil {
		return err
	}
	desired, err := records.AdjustEndpoints(wanted)
	if err != nil {
		return err
	}
	next := (&plan.Plan{
		Policies:       []plan.Policy{&plan.SyncPolicy{}},
		Current:        current,
		Desired:        desired,
		DomainFilter:   endpoint.MatchAllDomainFilters{filter, records.GetDomainFilter()},
		ManagedRecords: managed,
		OwnerID:        records.OwnerID(),
	}).Calculate()
	if !next.Changes.HasChanges() {
		return nil
	}
	return records.ApplyChanges(ctx, next.Changes)
}

func must(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
