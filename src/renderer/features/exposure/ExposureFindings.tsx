import type { ReactNode } from 'react';
import type { ExposureResult } from '../../../contract/generation.ts';
import type { Filter } from '../../../contract/products.ts';
import { Button } from '../../components/controls/Button.tsx';
import { LinkButton } from '../../components/controls/LinkButton.tsx';
import { formatCount, formatCounted, formatPercent } from '../../components/format.ts';
import { Cards } from '../../components/layout/Cards.tsx';
import { ScrollRegion } from '../../components/layout/ScrollRegion.tsx';
import { navigate, openProduct } from '../../shell/navigation.ts';
import { emptyView } from '../../shell/viewInAddress.ts';
import { nameOfValue } from '../products/facets/filterWords.ts';
import { fieldName } from '../products/fieldName.ts';
import type { LibraryAddress } from '../products/libraryAddress.ts';

/** One message each, in words; every one leads to the products that it is about. */
export function ExposureFindings({ result }: { readonly result: ExposureResult }) {
  const { products, top, coverage, gini, orphans, hubs, hubList, orphanList, orphanSelection } = result;
  const { plain, values, field } = result;
  return (
    <Cards>
      <Card title={`${percent(coverage)} of ${formatCounted(products, 'product')} are recommended`}>
        <p className="quiet">{`In lists of ${formatCount(top)}. ${compare(plain?.coverage, percent)}`}</p>
      </Card>
      <Card title={evenness(gini)}>
        <p className="quiet">
          {`Gini ${gini.toFixed(2)}: 0 is all products alike, 1 is one product everywhere. ${compare(plain?.gini, (value) => value.toFixed(2))}`}
        </p>
      </Card>
      <Card
        title={
          orphans === 0
            ? 'Every product is in a list'
            : `${formatCounted(orphans, 'product')} ${orphans === 1 ? 'is' : 'are'} in no list`
        }
      >
        {orphanSelection === null ? null : (
          <Button onPress={() => showInLibrary([{ kind: 'selection', id: orphanSelection }])}>
            Show them in the library
          </Button>
        )}
        <ProductTable label="Products in no list" rows={orphanList} />
      </Card>
      <Card
        title={
          hubs === 0
            ? `No product is in ${formatCount(2 * top)} lists or more`
            : `${formatCounted(hubs, 'product')} ${hubs === 1 ? 'is' : 'are'} in ${formatCount(2 * top)} lists or more`
        }
      >
        {hubs === 0 ? null : (
          <Button onPress={() => showInLibrary([{ kind: 'ids', ids: hubList.map(({ id }) => id) }])}>
            {hubs > hubList.length
              ? `Show the first ${hubList.length} in the library`
              : 'Show them in the library'}
          </Button>
        )}
        <ProductTable label="Products in many lists" rows={hubList} />
      </Card>
      {field === null ? null : (
        <Card title={`By ${fieldName(field).toLowerCase()}`}>
          <ScrollRegion label={`Exposure by ${fieldName(field).toLowerCase()}`} className="chart-table">
            <table>
              <thead>
                <tr>
                  <th scope="col">{fieldName(field)}</th>
                  <th scope="col">Products</th>
                  <th scope="col">Recommended</th>
                  <th scope="col">In no list</th>
                  <th scope="col">Lists each</th>
                </tr>
              </thead>
              <tbody>
                {values.map((each) => (
                  <tr key={each.value}>
                    <th scope="row">
                      <LinkButton onPress={() => showInLibrary([{ field, values: [each.value] }])}>
                        {nameOfValue(each.value)}
                      </LinkButton>
                    </th>
                    <td>{formatCount(each.products)}</td>
                    <td>{percent(each.coverage)}</td>
                    <td>{formatCount(each.orphans)}</td>
                    <td>{each.mean.toFixed(1)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </ScrollRegion>
        </Card>
      )}
    </Cards>
  );
}

function Card({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="chart-card exposure-card">
      <h2>{title}</h2>
      {children}
    </section>
  );
}

interface ProductTableProps {
  readonly label: string;
  readonly rows: readonly { readonly id: string; readonly name: string; readonly count?: number }[];
}

/** Each leads to its look-alikes, where its list can be changed. */
function ProductTable({ label, rows }: ProductTableProps) {
  if (rows.length === 0) return null;
  return (
    <ScrollRegion label={label} className="chart-table">
      <table>
        <tbody>
          {rows.map(({ id, name, count }) => (
            <tr key={id}>
              <th scope="row">
                <LinkButton onPress={() => openProduct(id)}>{name === '' ? id : name}</LinkButton>
              </th>
              <td>{count === undefined ? id : formatCounted(count, 'list')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

function showInLibrary(where: Filter[]): void {
  navigate<LibraryAddress>({ page: 'library', view: { ...emptyView, where }, product: null });
}

function percent(share: number): string {
  return formatPercent(share, 1);
}

function compare(plain: number | undefined, format: (value: number) => string): string {
  return plain === undefined ? '' : `As lists are ordered now: ${format(plain)}.`;
}

function evenness(gini: number): string {
  if (gini < 0.3) return 'Recommendations are spread evenly';
  return gini < 0.6 ? 'Some products get more than others' : 'A few products get most of the places';
}
