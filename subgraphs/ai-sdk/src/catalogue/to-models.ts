import type { ModelDetails } from '@sluice/kit';
import type { VendorModel } from '../vendor-capabilities.js';
import type { Catalogue } from './catalogue.js';
import { detailsOf, type ModelSetting, nameOf } from './model-settings.js';

/**
 * The models of the settings, with what is known of each: by the settings first, then by the catalogue, then of every
 * model of the vendor. Aliases become the names that they stand for; a model that two of them stand for is offered once.
 *
 * @param ofAll what every model of the vendor can do
 */
export function toModels(
  settings: readonly ModelSetting[],
  catalogue: Catalogue = [],
  ofAll: ModelDetails = {},
): VendorModel[] {
  const models = settings.map((setting): VendorModel => {
    const name = nameOf(setting);
    const aliased = catalogue.find(({ aliases }) => aliases?.includes(name));
    const known = aliased ?? catalogue.find((entry) => entry.name === name || entry.snapshots?.includes(name));
    const details = { ...ofAll, ...known?.details, ...detailsOf(setting) };
    return { name: aliased?.name ?? name, ...(Object.keys(details).length > 0 && { details }) };
  });
  return models.filter((one, index) => models.findIndex(({ name }) => name === one.name) === index);
}
