/** The commands, put together. */
import { Command } from 'commander';
import { productVersion } from '../engine/productVersion.ts';
import { addBenchCommand } from './benchCommand.ts';
import { addBoardsCommand } from './boards/boardsCommand.ts';
import { addUsersCommand } from './boards/usersCommand.ts';
import { addClusterCommand } from './cluster/clusterCommand.ts';
import { addEmbedCommand } from './embedCommand.ts';
import { addFacetsCommand } from './facetsCommand.ts';
import { addImportCommand } from './importCommand.ts';
import { addChartsCommand } from './insight/chartsCommand.ts';
import { addColoursCommand } from './insight/coloursCommand.ts';
import { addDuplicatesCommand } from './insight/duplicatesCommand.ts';
import { addMapCommand } from './insight/mapCommand.ts';
import { addMatrixCommand } from './insight/matrixCommand.ts';
import { addQualityCommand } from './insight/qualityCommand.ts';
import { addRepairCommand } from './insight/repairCommand.ts';
import { addTuneCommand } from './insight/tuneCommand.ts';
import { addJobsCommand } from './jobsCommand.ts';
import { addDriftCommand } from './lists/driftCommand.ts';
import { addExportCommand } from './lists/exportCommand.ts';
import { addExposureCommand } from './lists/exposureCommand.ts';
import { addListsCommand } from './lists/listsCommand.ts';
import { addModelsCommand } from './modelsCommand.ts';
import { acceptShared } from './options.ts';
import { addSampleCommand } from './sampleCommand.ts';
import { addServeCommand } from './serveCommand.ts';
import { addSimilarCommand } from './similarCommand.ts';
import { addVerifyCommand } from './verifyCommand.ts';

/** Usage errors are thrown as CommanderError after they were written to standard error. */
export function createProgram(): Command {
  const program = new Command('twinset')
    .description('Finds look-alike products in a catalog of images.')
    .version(productVersion)
    .exitOverride()
    .showHelpAfterError();
  addImportCommand(program);
  addSimilarCommand(program);
  addExportCommand(program);
  addListsCommand(program);
  addDriftCommand(program);
  addBoardsCommand(program);
  addUsersCommand(program);
  addExposureCommand(program);
  addMapCommand(program);
  addDuplicatesCommand(program);
  addQualityCommand(program);
  addRepairCommand(program);
  addFacetsCommand(program);
  addChartsCommand(program);
  addMatrixCommand(program);
  addTuneCommand(program);
  addColoursCommand(program);
  addEmbedCommand(program);
  addVerifyCommand(program);
  addModelsCommand(program);
  addSampleCommand(program);
  addJobsCommand(program);
  addClusterCommand(program);
  addServeCommand(program);
  addBenchCommand(program);
  acceptShared(program);
  return program;
}
